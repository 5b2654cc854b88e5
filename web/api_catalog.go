package web

import (
	"net/http"

	"loopyard/engine/scenario"
	"loopyard/engine/scenario/lesson"
	"loopyard/engine/spec"
	"loopyard/engine/spec/specjson"
)

// Catalog is the list of scenarios as JSON: the answer to GET /api/scenarios and the output of `loopyard scenarios --json`.
type Catalog struct {
	Scenarios []ScenarioInfo `json:"scenarios"`
}

// ScenarioInfo is a scenario with its text and its parameters.
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
	Except   map[string]string `json:"except,omitempty"` // placements where the defaults make no sense, with the reasons
}

// QuestionInfo is a question to answer before a run.
type QuestionInfo struct {
	Ask     string   `json:"ask"`
	Answers []string `json:"answers"`
}

// PresetInfo is a set of values to try: name=value, separated by spaces.
type PresetInfo struct {
	Name string `json:"name"`
	Set  string `json:"set"`
}

// ParamInfo is a parameter of a scenario. Default, Min and Max have the form that the JSON of a run has: a whole number or,
// if Time is true, a duration in a string. A parameter with Choices is a string and has no range.
type ParamInfo struct {
	Name       string   `json:"name"`
	Label      string   `json:"label"`
	Default    any      `json:"default"`
	Min        any      `json:"min,omitempty"`
	Max        any      `json:"max,omitempty"`
	MaxThreads any      `json:"maxThreads,omitempty"` // in placement threads, if that is different
	Time       bool     `json:"time"`
	Choices    []string `json:"choices,omitempty"`
}

// NewCatalog returns all scenarios with the ranges that the limits allow.
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

// exceptions returns the placements where a scenario makes no sense with its defaults, and why.
func exceptions(id string, l spec.Limits) map[string]string {
	r, _ := spec.Parse([]spec.Pair{{"scenario", id}}, scenario.Catalog{}, l) // a default may exceed a strict limit
	all := map[string]string{}
	for _, r.Placement = range spec.Placements {
		if why := (scenario.Catalog{}).Except(r); why != "" {
			all[string(r.Placement)] = why
		}
	}
	return all
}

// newParamInfo returns a parameter with its range.
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

// scenarios answers GET /api/scenarios.
func (s *Server) scenarios(w http.ResponseWriter, _ *http.Request) {
	answer(w, http.StatusOK, NewCatalog(s.config.Limits))
}
