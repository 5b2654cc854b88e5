package web

import (
	"net/http"

	"loopyard/engine/scenario"
	"loopyard/engine/scenario/lesson"
	"loopyard/engine/spec"
	"loopyard/engine/spec/specjson"
)

// Catalog is the scenarios as programs get to know them: the answer of /api/scenarios and of `loopyard scenarios --json`.
type Catalog struct {
	Scenarios []ScenarioInfo `json:"scenarios"`
}

// ScenarioInfo is one scenario with what is said about it and what a user may set.
type ScenarioInfo struct {
	ID       string            `json:"id"`
	Title    string            `json:"title"`
	Group    string            `json:"group"`
	Summary  string            `json:"summary"`
	Lead     string            `json:"lead"`
	Watch    string            `json:"watch"`
	Question QuestionInfo      `json:"question"`
	Params   []ParamInfo       `json:"parameters"`
	Presets  []PresetInfo      `json:"presets"`
	Except   map[string]string `json:"except,omitempty"` // placements where the defaults make no sense, and why
}

// QuestionInfo is what to guess before a run.
type QuestionInfo struct {
	Ask     string   `json:"ask"`
	Answers []string `json:"answers"`
}

// PresetInfo is values worth a look: name=value, with spaces between them.
type PresetInfo struct {
	Name string `json:"name"`
	Set  string `json:"set"`
}

// ParamInfo is one parameter. Default, Min and Max are spelled as the JSON of a run has them: a whole number, or, if
// Time is set, a duration in a string. One with Choices is a string and has no range.
type ParamInfo struct {
	Name       string   `json:"name"`
	Label      string   `json:"label"`
	Default    any      `json:"default"`
	Min        any      `json:"min,omitempty"`
	Max        any      `json:"max,omitempty"`
	MaxThreads any      `json:"maxThreads,omitempty"` // in placement threads, where that differs
	Time       bool     `json:"time"`
	Choices    []string `json:"choices,omitempty"`
}

// NewCatalog lists all scenarios with the ranges that limits leave them.
func NewCatalog(l spec.Limits) Catalog {
	c := Catalog{Scenarios: []ScenarioInfo{}}
	for _, s := range scenario.All {
		about := lesson.Of(s.ID)
		info := ScenarioInfo{ID: s.ID, Title: about.Title, Group: about.Group, Summary: about.Summary, Lead: about.Lead, Watch: about.Watch,
			Question: QuestionInfo{about.Question.Ask, about.Question.Answers}, Params: []ParamInfo{}, Presets: []PresetInfo{}, Except: exceptions(s.ID, l)}
		for _, p := range s.Params {
			info.Params = append(info.Params, newParamInfo(p, l))
		}
		for _, p := range about.Presets {
			info.Presets = append(info.Presets, PresetInfo(p))
		}
		c.Scenarios = append(c.Scenarios, info)
	}
	return c
}

// exceptions says in which placements a scenario makes no sense with its defaults, and why.
func exceptions(id string, l spec.Limits) map[string]string {
	r, _ := spec.Parse([]spec.Pair{{"scenario", id}}, scenario.Catalog{}, l) // a default may be beyond a tight limit
	all := map[string]string{}
	for _, r.Placement = range spec.Placements {
		if why := (scenario.Catalog{}).Except(r); why != "" {
			all[string(r.Placement)] = why
		}
	}
	return all
}

func newParamInfo(p spec.Param, l spec.Limits) ParamInfo {
	if p.Choices != nil {
		return ParamInfo{Name: p.Name, Label: p.Label, Default: p.Text(p.Default), Choices: p.Choices}
	}
	low, high := p.Range(l, spec.Virtual)
	info := ParamInfo{Name: p.Name, Label: p.Label, Default: jsonOf(p, p.Default), Min: jsonOf(p, low), Max: jsonOf(p, high), Time: p.Time}
	if _, threads := p.Range(l, spec.Threads); threads != high {
		info.MaxThreads = jsonOf(p, threads)
	}
	return info
}

// jsonOf returns a value of a parameter as the JSON of a run has it.
func jsonOf(p spec.Param, value int64) any { return specjson.Value(p.Name, p.Text(value)) }

func (s *Server) scenarios(w http.ResponseWriter, _ *http.Request) {
	answer(w, http.StatusOK, NewCatalog(s.config.Limits))
}
