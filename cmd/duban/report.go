package main

import (
	"encoding/json"
	"os"

	"duban/report"
)

type reportCommand struct {
	Parse reportParseCommand `cmd:"" help:"Print the plan found in a work report (txt, md, docx) as JSON."`
}

type reportParseCommand struct {
	File string `arg:"" type:"existingfile" help:"The report."`
}

func (c reportParseCommand) Run() error {
	data, err := os.ReadFile(c.File)
	if err != nil {
		return err
	}
	outline, err := report.Parse(c.File, data)
	if err != nil {
		return err
	}
	out := json.NewEncoder(os.Stdout)
	out.SetEscapeHTML(false)
	out.SetIndent("", "  ")
	return out.Encode(outline)
}
