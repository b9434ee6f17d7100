package store

import "duban/calendar"

// levels is what the numbers of accounts rest on: the standard asks for such
// rules and leaves the figures open.
var levels = SettingSource{
	Kind: "rule",
	Zh:   "网络安全等级保护 GB/T 22239-2019 要求有此规则，数值为测评惯例",
	En:   "GB/T 22239-2019 (classified protection) asks for such a rule; the figure is test practice",
}

// The settings of accounts and of the office. Defaults are test practice and
// township practice, no law. Other areas define theirs beside their tables.
var (
	PasswordMinLength = NumberSetting("password.min_length", 8, 8, 64,
		"密码最短长度(字符)", "least length of a password, in characters").From("character", levels)
	PasswordClasses = NumberSetting("password.classes", 3, 1, 4,
		"密码至少包含几类字符(大写、小写、数字、符号)", "kinds of character a password must mix: upper case, lower case, digits, symbols").From("kind", levels)
	PasswordMaxDays = NumberSetting("password.max_days", 0, 0, 3650,
		"密码最长使用天数, 0 表示不限", "days after which a password must be changed; 0 means never").From("day", levels)
	LoginFailures = NumberSetting("login.failures", 5, 3, 20,
		"连续登录失败多少次后锁定", "failed sign-ins in a row before an account must wait").From("time", levels)
	LoginLockMinutes = NumberSetting("login.lock_minutes", 1, 1, 60,
		"首次锁定分钟数, 之后每次失败加倍", "minutes of the first wait; each further failure doubles it").From("minute", levels)
	LoginLockMaxMinutes = NumberSetting("login.lock_max_minutes", 30, 1, 1440,
		"锁定的最长分钟数", "longest wait after failed sign-ins, in minutes").From("minute", levels)
	LoginAddressFailures = NumberSetting("login.address_failures", 30, 5, 10000,
		"同一网络地址连续失败多少次后锁定", "failed sign-ins in a row before an address must wait").From("time", levels)
	SessionIdleMinutes = NumberSetting("session.idle_minutes", 30, 5, 720,
		"无操作自动退出的分钟数", "minutes without use after which a session ends").From("minute", levels)
	SessionHours = NumberSetting("session.absolute_hours", 12, 1, 168,
		"一次登录最长小时数", "hours after which a session ends, used or not").From("hour", levels)
	TokenMaxDays = NumberSetting("token.max_days", 365, 1, 3650,
		"接口令牌最长有效天数", "longest life of a bearer token, in days").From("day", levels)
	TransferNotOursWorkdays = NumberSetting("transfer.not_ours_workdays", 3, 1, 30,
		"认为不属本单位职责可申请转办的工作日数", "working days from assignment within which a unit may say it is not theirs").From("workday", practiceOf("督办惯例：自交办之日起三个工作日内提出", "practice of supervision: within three working days of assignment"))
	ReportMonthlyDay = NumberSetting("report.monthly_day", 28, 1, 28,
		"每月报送进展的日期", "day of the month by which progress is reported").From("day-of-month", practiceOf("督办惯例：每月 28 日前报送", "practice of supervision: by the 28th of each month"))
	OfficeHours = DefineSetting("office.hours", calendar.DefaultHours().String(), "e.g. 08:30-12:00,14:30-17:30",
		func(s string) error { _, err := calendar.ParseHours(s); return err },
		"办公时间", "office hours").From("", practiceOf("机关通行作息，以本地公布为准", "usual hours of offices; what the place has announced counts"))
	OfficeName = TextSetting("office.name", "", 40,
		"本单位名称, 显示在页面和报表上", "name of the township, shown on pages and reports")
)
