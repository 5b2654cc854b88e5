package web

import (
	"net/http"
	"time"

	"loopyard/engine/scenario"
	"loopyard/engine/scenario/lesson"
	"loopyard/engine/spec"
)

// Catalog is the scenarios as programs get to know them: the answer of /api/scenarios and of `loopyard scenarios --json`.
type Catalog struct {
	Scenarios []ScenarioInfo `json:"scenarios"`
}

// ScenarioInfo is one scenario with what is said about it and what a user may set.
type ScenarioInfo struct {
	ID      string      `json:"id"`
	Title   string      `json:"title"`
	Group   string      `json:"group"`
	Summary string      `json:"summary"`
	Lead    string      `json:"lead"`
	Watch   string      `json:"watch"`
	Params  []ParamInfo `json:"parameters"`
}

// ParamInfo is one parameter. Default, Min and Max are spelled as the JSON of a run has them: a whole number, or, if
// Time is set, a duration in a string.
type ParamInfo struct {
	Name       string `json:"name"`
	Label      string `json:"label"`
	Default    any    `json:"default"`
	Min        any    `json:"min"`
	Max        any    `json:"max"`
	MaxThreads any    `json:"maxThreads,omitempty"` // in placement threads, where that differs
	Time       bool   `json:"time"`
}

// NewCatalog lists all scenarios with the ranges that limits leave them.
func NewCatalog(l spec.Limits) Catalog {
	c := Catalog{Scenarios: []ScenarioInfo{}}
	for _, s := range scenario.All {
		about := lesson.Of(s.ID)
		info := ScenarioInfo{ID: s.ID, Title: about.Title, Group: about.Group, Summary: about.Summary, Lead: about.Lead, Watch: about.Watch,
			Params: []ParamInfo{}}
		for _, p := range s.Params {
			info.Params = append(info.Params, newParamInfo(p, l))
		}
		c.Scenarios = append(c.Scenarios, info)
	}
	return c
}

func newParamInfo(p spec.Param, l spec.Limits) ParamInfo {
	low, high := p.Range(l, spec.Virtual)
	info := ParamInfo{Name: p.Name, Label: p.Label, Default: spell(p, p.Default), Min: spell(p, low), Max: spell(p, high), Time: p.Time}
	if _, threads := p.Range(l, spec.Threads); threads != high {
		info.MaxThreads = spell(p, threads)
	}
	return info
}

func spell(p spec.Param, value int64) any {
	if p.Time {
		return time.Duration(value).String()
	}
	return value
}

func (s *Server) scenarios(w http.ResponseWriter, _ *http.Request) {
	answer(w, http.StatusOK, NewCatalog(s.config.Limits))
}
