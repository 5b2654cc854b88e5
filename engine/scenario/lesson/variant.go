package lesson

// VariantLabel returns the words for a variant of a scenario. Links and flags keep the variant itself, which a choice
// without a label is shown as.
func VariantLabel(variant string) string {
	if label, ok := variantLabels[variant]; ok {
		return label
	}
	return variant
}

var variantLabels = map[string]string{
	"wrong":      "with the bug",
	"mended":     "fixed",
	"together":   "in one loop",
	"apart":      "in two loops",
	"fresh":      "new loops",
	"runner":     "one Runner",
	"executor":   "in an executor",
	"blocking":   "in the loop",
	"gather-all": "gather all",
	"group":      "task group",
	"leaf":       "to the leaf",
	"shield":     "shielded",
}
