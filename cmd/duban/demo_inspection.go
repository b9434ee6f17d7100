package main

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"net/url"
	"slices"

	"duban/plan"
	"duban/store"
	"duban/templates"
)

// The demo town's inspection: a school and a factory were looked at; a general
// hazard is being rectified, a major one waits to be inspected again.

type demoPlace struct {
	code, name string
	kind       store.PlaceKind
	unit       string
	address    string
	person     string
	post       string // who answers for it; "": the head of the unit
}

var demoPlaces = []demoPlace{
	{"gc-01", "清溪鞋业有限公司", store.PlaceFactory, "liutang", "柳塘村工业路1号", "程老板", "liutang-head"},
	{"ks-01", "石鼓采石场", store.PlaceMine, "qingshi", "青石村石鼓岭", "石场长", ""},
	{"xx-01", "青石小学", store.PlaceSchool, "qingshi", "青石村一组", "罗校长", "qingshi-head"},
	{"dl-01", "青柳公路急弯段", store.PlaceRoad, "liutang", "青柳公路3公里处", "", ""},
	{"lq-01", "云台林区", store.PlaceForest, "qingshi", "青石村云台山", "护林员老秦", ""},
	{"gd-01", "安置房二期工地", store.PlaceSite, "urban", "镇区新街", "施工队长", "patrol"},
	{"sh-01", "老街饭店", store.PlaceShop, "urban", "镇区老街12号", "饭店老板", ""},
	{"qt-01", "镇敬老院", store.PlaceOther, "party", "镇区南路", "敬老院院长", ""},
}

const (
	demoVisit   = "s3"
	demoGeneral = "yh1"
	demoMajor   = "yh2"
)

// visitSteps are the inspections that are added to the safety goal: one that
// was handed in, and one that is still to be done.
func (t *town) visitSteps() ([]plan.Step, error) {
	visit := plan.Step{Key: demoVisit, Title: "重点场所安全检查", Kind: plan.Inspection, Lead: t.post("inspector"),
		Evidence: []string{demoEvidence}, Checklists: []string{"school", "factory"}}
	next := visit
	next.Key, next.Title, next.Checklists = "s4", "节前商户和学校检查", []string{"school", "shop"}
	by, err := t.day(3)
	if err != nil {
		return nil, err
	}
	after, err := t.day(6)
	visit.By, next.By = &by, &after
	return []plan.Step{visit, next}, err
}

func (t *town) post(code string) plan.Ref { return plan.PostRef(t.posts[code]) }

// settlePlaces enters the places in the register.
func (t *town) settlePlaces(tx *store.Tx) error {
	for _, p := range demoPlaces {
		place := store.Place{Code: p.code, Name: p.name, Kind: p.kind, UnitID: t.units[p.unit], Address: p.address, Person: p.person, Active: true}
		if p.post != "" {
			place.Responsible = t.post(p.post)
		}
		if err := store.CreatePlace(tx, &place); err != nil {
			return err
		}
		t.places[p.code] = place
	}
	return nil
}

// takePhoto hands in the one photo that the demo's inspection shows.
func (t *town) takePhoto(c *citizen) error {
	picture := image.NewRGBA(image.Rect(0, 0, 640, 480))
	for y := range 480 {
		for x := range 640 {
			picture.Set(x, y, color.RGBA{uint8(90 + x/8), uint8(110 + y/8), 120, 255})
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, picture, nil); err != nil {
		return err
	}
	var a store.Attachment
	err := c.send("POST", "/api/v1/attachments?filename="+url.QueryEscape("现场照片.jpg"), "application/octet-stream", b.Bytes(), &a)
	t.photo, t.photographer = plan.Photo{File: a.ID}, a.UploadedBy
	return err
}

// demoHazards are what the inspection found, by the place's code.
func (t *town) demoHazards() map[string]plan.Hazard {
	photos := []plan.Photo{t.photo}
	return map[string]plan.Hazard{
		"xx-01": {Key: demoGeneral, Items: []string{"gate"}, Title: "门卫室无人值守，来访未登记", Level: plan.GeneralHazard, Photos: photos,
			Responsible: t.post("qingshi-head"), Reinspector: t.post("safety-head")},
		"gc-01": {Key: demoMajor, Items: []string{"exits"}, Title: "二楼车间疏散通道堆放鞋材", Level: plan.MajorHazard, Photos: photos,
			Responsible: t.post("liutang-head"), Reinspector: t.post("safety-head"), Officers: []plan.Ref{t.post("urban-head"), t.post("vice-agri")}},
	}
}

// doInspect hands the inspection in, as the API completes it.
func doInspect(h plan.Header, t *town) (plan.Command, error) {
	h.Reason = ""
	c := plan.SubmitStep{Header: h, Content: plan.Submission{Evidence: []plan.Evidence{{Name: demoEvidence, Text: "现场记录两份，双方已签字。"}}}}
	found := t.demoHazards()
	for _, code := range []string{"xx-01", "gc-01"} {
		place := t.places[code]
		list, err := t.store.Checklist(t.ctx, string(place.Kind))
		if err != nil {
			return nil, err
		}
		hazard := found[code]
		hazard.Place, hazard.PlaceName, hazard.Checklist = place.ID, place.Name, list.ID()
		check, err := t.check(place, list, hazard)
		if err != nil {
			return nil, err
		}
		steps, err := t.dealing(hazard)
		if err != nil {
			return nil, err
		}
		c.Checklists, c.Steps = append(c.Checklists, list), append(c.Steps, steps...)
		c.Content.Checks = append(c.Content.Checks, check)
	}
	return c, t.store.Write(t.ctx, func(tx *store.Tx) error {
		return store.ClaimAttachment(tx, t.photo.File, t.photographer, t.goal.ID, demoVisit, "/photo", t.today)
	})
}

// check is a place in which everything but the items of a hazard is in order.
func (t *town) check(place store.Place, list plan.Checklist, hazard plan.Hazard) (plan.Check, error) {
	k := plan.Check{Place: place.ID, PlaceName: place.Name, Checklist: list.ID(), Hazards: []plan.Hazard{hazard}}
	for _, who := range []string{"xujing", "huangtao"} {
		u, err := t.store.UserNamed(t.ctx, who)
		if err != nil {
			return k, err
		}
		k.Inspectors = append(k.Inspectors, plan.Inspector{Ref: plan.UserRef(u.ID), User: u.ID, Name: u.Name})
	}
	eight := int64(8000)
	for _, item := range list.Items {
		r := plan.ItemResult{Item: item.Key, Outcome: plan.ItemPasses}
		if slices.Contains(hazard.Items, item.Key) {
			r.Outcome = plan.ItemFails
		}
		if item.Photo == plan.NeedAlways || item.Photo != "" && r.Outcome == plan.ItemFails {
			r.Photos = []plan.Photo{t.photo}
		}
		if item.Figure != "" {
			r.Milli = &eight
		}
		k.Results = append(k.Results, r)
	}
	return k, nil
}

// dealing are the steps that a hazard needs, with the units of their posts.
func (t *town) dealing(h plan.Hazard) ([]plan.Step, error) {
	list, err := templates.Load()
	if err != nil {
		return nil, err
	}
	safety := list[slices.IndexFunc(list, func(k templates.Template) bool { return k.Kind == templates.SafetyCheck })]
	office := templates.Post{Ref: t.post("inspector")}
	steps, problems := templates.HazardSteps(safety, t.goal, h, templates.Choices{Posts: map[string]templates.Post{"lead": office, "office:safety": office}})
	if len(problems) > 0 {
		return nil, &plan.Error{Code: plan.CodeInvalid, Problems: problems}
	}
	units, err := t.store.Town(t.ctx)
	for i := range steps {
		steps[i].LeadUnit = units.UnitOf(steps[i].Lead)
		steps[i].Head = units.HeadOf(steps[i].LeadUnit)
	}
	return steps, err
}

// doHandIn hands in everything that a step asks for.
func doHandIn(h plan.Header, t *town) (plan.Command, error) {
	c := plan.SubmitStep{Header: h, Content: plan.Submission{Note: h.Reason}}
	c.Reason = ""
	for _, name := range t.goal.Step(h.Step).Evidence {
		c.Content.Evidence = append(c.Content.Evidence, plan.Evidence{Name: name, Text: h.Reason})
	}
	return c, nil
}

// demoInspection is what happened since the inspection.
var demoInspection = []demoAct{
	{-4, "xujing", demoVisit, doInspect, ""},
	{-4, "xujing", demoMajor + "-county", doHandIn, "已电话并书面报告县应急管理局。"},
	{-4, "wangfang", demoMajor + "-county", doAgree, "同意"},
	{-4, "sunli", demoVisit, doAgree, "记录完整，两人签字"},
	{-3, "wangfang", demoVisit, doAgree, "同意，重大隐患盯紧"},
	{-3, "xujing", demoMajor + "-listing", doHandIn, "挂牌督办通知书已送达并张贴。"},
	{-3, "wangfang", demoMajor + "-listing", doAgree, "同意"},
	{-3, "zhoumin", demoMajor + "-listing", doAgree, "挂牌督办，限期整改"},
	{-3, "luoshan", demoGeneral + "-rectify", doAccept, ""},
	{-3, "tanyun", demoMajor + "-five", doHandIn, "已明确责任人和资金，三日内清空通道，整改期间停用二楼车间。"},
	{-2, "sunli", demoMajor + "-five", doAgree, "五项齐全"},
	{-2, "wangfang", demoMajor + "-five", doAgree, "同意"},
	{-1, "tanyun", demoMajor + "-rectify", doHandIn, "通道已清空，增设标识和应急照明。"},
	{-1, "sunli", demoMajor + "-rectify", doAgree, "照片清楚"},
	{-1, "wangfang", demoMajor + "-rectify", doAgree, "请应急站尽快复查"},
}
