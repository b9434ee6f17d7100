// Package notify sends messages out of the building: mail, webhooks, and the
// group bots of DingTalk, WeCom and Feishu. It knows nothing of goals, of who
// should be told, or of the database: it is given an address and a text.
package notify
