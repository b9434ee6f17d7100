package main

import "duban/store"

// The fictional town 清溪镇. Its people, report and goals are invented.

type demoUnit struct {
	code, name string
	kind       store.UnitKind
}

var demoUnits = []demoUnit{
	{"leaders", "领导班子", store.UnitLeadership},
	{"party", "党政办公室", store.UnitOffice},
	{"economy", "经济发展办公室", store.UnitOffice},
	{"agri", "农业服务中心", store.UnitStation},
	{"urban", "城镇管理办公室", store.UnitOffice},
	{"safety", "应急管理站", store.UnitStation},
	{"qingshi", "青石村", store.UnitVillage},
	{"liutang", "柳塘村", store.UnitVillage},
}

type demoPost struct {
	code, unit, name string
	grade            store.Grade
	inCharge         []string // unit codes
}

var demoPosts = []demoPost{
	{"mayor", "leaders", "镇长", store.GradePrincipal, nil},
	{"vice-economy", "leaders", "分管经济副镇长", store.GradeLeader, []string{"economy", "urban"}},
	{"vice-agri", "leaders", "分管农业副镇长", store.GradeLeader, []string{"agri", "qingshi", "liutang", "safety"}},
	{"supervision", "party", "督查专员", store.GradeSupervision, nil},
	{"party-head", "party", "党政办主任", store.GradeHead, nil},
	{"assessor", "party", "考核专员", store.GradeMember, nil},
	{"discipline", "leaders", "纪检监察专员", store.GradeMember, nil},
	{"congress", "leaders", "人大副主席", store.GradeMember, nil},
	{"economy-head", "economy", "经发办主任", store.GradeHead, nil},
	{"park", "economy", "园区专干", store.GradeMember, nil},
	{"agri-head", "agri", "农业服务中心主任", store.GradeHead, nil},
	{"planting", "agri", "种植专干", store.GradeMember, nil},
	{"urban-head", "urban", "城管办主任", store.GradeHead, nil},
	{"patrol", "urban", "市容专干", store.GradeMember, nil},
	{"safety-head", "safety", "应急站站长", store.GradeHead, nil},
	{"inspector", "safety", "安全检查员", store.GradeMember, nil},
	{"qingshi-head", "qingshi", "青石村主任", store.GradeHead, nil},
	{"liutang-head", "liutang", "柳塘村主任", store.GradeHead, nil},
}

type demoPerson struct {
	username, name, unit string
	posts                []string
	roles                string // separated by commas
	staff                store.StaffType
}

var demoPeople = []demoPerson{
	{"zhoumin", "周敏", "leaders", []string{"mayor"}, "leader", store.CivilServant},
	{"lijian", "李健", "leaders", []string{"vice-economy"}, "leader", store.CivilServant},
	{"wangfang", "王芳", "leaders", []string{"vice-agri"}, "leader", store.CivilServant},
	{"sunli", "孙丽", "party", []string{"supervision"}, "supervisor", store.CivilServant},
	{"heping", "何平", "party", []string{"party-head"}, "cadre,evaluator", store.CivilServant},
	{"zhaolei", "赵磊", "economy", []string{"economy-head"}, "cadre", store.CivilServant},
	{"qianxue", "钱雪", "economy", []string{"park"}, "cadre", store.PublicInstitute},
	{"wugang", "吴刚", "agri", []string{"agri-head"}, "cadre", store.PublicInstitute},
	{"chenyu", "陈雨", "agri", []string{"planting"}, "cadre", store.PublicInstitute},
	{"zhenghao", "郑浩", "urban", []string{"urban-head"}, "cadre", store.CivilServant},
	{"linxia", "林霞", "urban", []string{"patrol"}, "cadre", store.ContractStaff},
	{"huangtao", "黄涛", "safety", []string{"safety-head"}, "cadre", store.PublicInstitute},
	{"xujing", "徐静", "safety", []string{"inspector"}, "cadre", store.PublicInstitute},
	{"luoshan", "罗山", "qingshi", []string{"qingshi-head"}, "cadre", store.VillageCadre},
	{"tanyun", "谭云", "liutang", []string{"liutang-head"}, "cadre", store.VillageCadre},
	{"fengbo", "冯波", "party", []string{"assessor"}, "evaluator", store.CivilServant},
	{"yanqiu", "严秋", "leaders", []string{"discipline"}, "evaluator", store.CivilServant},
	{"fangyuan", "方远", "leaders", []string{"congress"}, "cadre", store.CivilServant},
	{"sysadmin", "系统管理员（蒋晨）", "party", nil, "system-admin", store.CivilServant},
	{"secadmin", "安全管理员（沈悦）", "party", nil, "security-admin", store.CivilServant},
	{"audadmin", "审计管理员（韩冰）", "party", nil, "audit-admin", store.CivilServant},
}
