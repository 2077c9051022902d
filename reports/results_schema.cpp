#include "reports/results_schema.hpp"

#include <string_view>

namespace ocssim::reports {
namespace {

constexpr std::string_view schema = R"({
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "ocssim-results-1.json",
  "title": "Results of ocssim: run, sweep, capacity, size, sensitivity, compare, calibrate",
  "description": "Times in seconds, fractions 0 to 1, withheld numbers null.",
  "oneOf": [
    { "$ref": "#/$defs/run" },
    { "$ref": "#/$defs/sweep" },
    { "$ref": "#/$defs/capacity" },
    { "$ref": "#/$defs/capacity_cases" },
    { "$ref": "#/$defs/size" },
    { "$ref": "#/$defs/sensitivity" },
    { "$ref": "#/$defs/compare" },
    { "$ref": "#/$defs/calibrate" }
  ],
  "$defs": {
    "run": {
      "type": "object",
      "additionalProperties": false,
      "required": ["ocssim", "command", "scenario", "seed", "fingerprint", "event_fingerprints",
        "analysis", "replications", "confidence", "verdict", "headline", "objectives", "metrics",
        "components", "bottlenecks", "timeline", "refusals", "closed_form", "path_timers", "shares",
        "identities", "attribution", "windows", "findings", "recommendations", "placeholders",
        "warnings"],
      "properties": {
        "ocssim": { "$ref": "#/$defs/tool" },
        "command": { "type": "string" },
        "scenario": { "type": "object" },
        "seed": { "$ref": "#/$defs/seed" },
        "fingerprint": { "$ref": "#/$defs/hash" },
        "event_fingerprints": { "type": "array", "items": { "$ref": "#/$defs/hash" } },
        "analysis": { "$ref": "#/$defs/analysis" },
        "replications": { "$ref": "#/$defs/replications" },
        "confidence": { "$ref": "#/$defs/confidence" },
        "verdict": { "$ref": "#/$defs/verdict" },
        "headline": { "type": "string" },
        "objectives": { "$ref": "#/$defs/objectives" },
        "metrics": { "$ref": "#/$defs/metrics" },
        "components": {
          "type": "object",
          "additionalProperties": { "$ref": "#/$defs/metrics" }
        },
        "bottlenecks": { "$ref": "#/$defs/bottlenecks" },
        "timeline": {
          "type": "array",
          "items": { "type": "object", "required": ["at", "component", "kind", "text"] }
        },
        "refusals": {
          "type": "array",
          "items": {
            "type": "object",
            "additionalProperties": false,
            "required": ["metric", "component", "unit", "interval", "values"],
            "properties": {
              "metric": { "type": "string" },
              "component": { "type": "string" },
              "unit": { "const": "1/s" },
              "interval": { "type": "number", "exclusiveMinimum": 0 },
              "values": { "type": "array", "items": { "type": "number", "minimum": 0 } }
            }
          }
        },
        "closed_form": {
          "type": "array",
          "items": {
            "type": "object",
            "required": ["name", "formula", "unit", "predicted", "simulated", "half_width"],
            "properties": {
              "predicted": { "$ref": "#/$defs/number" },
              "simulated": { "$ref": "#/$defs/number" },
              "half_width": { "$ref": "#/$defs/number" }
            }
          }
        },
        "path_timers": {
          "type": "object",
          "additionalProperties": false,
          "required": ["rows", "silence_s", "silently_dead", "predicted", "formula"],
          "properties": {
            "rows": {
              "type": "array",
              "items": {
                "type": "object",
                "additionalProperties": false,
                "required": ["hop", "owner", "from_s", "to_s", "action", "silent", "competes",
                  "first_share", "keep_alive_below_s", "keep_alive_below_most_s", "cuts",
                  "silently_dead"],
                "properties": {
                  "hop": { "type": "string" },
                  "owner": { "type": "string" },
                  "from_s": { "type": "number", "minimum": 0 },
                  "to_s": { "type": "number", "minimum": 0 },
                  "action": { "type": "string" },
                  "silent": { "type": "boolean" },
                  "competes": { "type": "boolean" },
                  "first_share": { "type": "number", "minimum": 0, "maximum": 1.000001 },
                  "keep_alive_below_s": { "type": "number", "minimum": 0 },
                  "keep_alive_below_most_s": { "type": "number", "minimum": 0 },
                  "cuts": { "$ref": "#/$defs/figure" },
                  "silently_dead": { "$ref": "#/$defs/figure" }
                }
              }
            },
            "silence_s": { "type": "number", "minimum": 0 },
            "silently_dead": { "$ref": "#/$defs/figure" },
            "predicted": { "$ref": "#/$defs/number" },
            "formula": { "type": "string" }
          }
        },
        "shares": {
          "type": "array",
          "items": {
            "type": "object",
            "required": ["whole", "part", "share", "half_width", "demand"]
          }
        },
        "identities": {
          "type": "array",
          "items": { "type": "object", "required": ["component", "arrivals", "residual_ns"] }
        },
        "attribution": {
          "type": "array",
          "items": {
            "type": "object",
            "required": ["transaction", "metric", "tier", "service", "wait", "wait_half_width"]
          }
        },
        "windows": {
          "type": "array",
          "items": {
            "type": "object",
            "required": ["warm_up_cut", "begin", "end", "settled", "events"]
          }
        },
        "findings": { "$ref": "#/$defs/findings" },
        "recommendations": { "$ref": "#/$defs/recommendations" },
        "placeholders": {
          "type": "array",
          "items": { "type": "object", "required": ["path", "value", "source"] }
        },
        "warnings": { "$ref": "#/$defs/warnings" }
      }
    },
    "sweep": {
      "type": "object",
      "additionalProperties": false,
      "required": ["ocssim", "command", "scenario", "seed", "fingerprint", "confidence",
        "headline", "varied", "points", "findings", "warnings"],
      "properties": {
        "ocssim": { "$ref": "#/$defs/tool" },
        "command": { "type": "string" },
        "scenario": { "type": "object" },
        "seed": { "$ref": "#/$defs/seed" },
        "fingerprint": { "$ref": "#/$defs/hash" },
        "confidence": { "$ref": "#/$defs/confidence" },
        "headline": { "type": "string" },
        "varied": { "type": "array", "items": { "type": "string" } },
        "points": {
          "type": "array",
          "items": {
            "$ref": "#/$defs/point",
            "required": ["set"],
            "properties": { "set": { "$ref": "#/$defs/set" } },
            "unevaluatedProperties": false
          }
        },
        "findings": { "$ref": "#/$defs/findings" },
        "warnings": { "$ref": "#/$defs/warnings" }
      }
    },
    "capacity": {
      "type": "object",
      "additionalProperties": false,
      "required": ["ocssim", "command", "scenario", "seed", "fingerprint", "headline", "answer",
        "broken", "bottlenecks", "probes", "findings", "warnings"],
      "properties": {
        "ocssim": { "$ref": "#/$defs/tool" },
        "command": { "type": "string" },
        "scenario": { "type": "object" },
        "seed": { "$ref": "#/$defs/seed" },
        "fingerprint": { "$ref": "#/$defs/hash" },
        "headline": { "type": "string" },
        "answer": {
          "type": "object",
          "additionalProperties": false,
          "required": ["path", "unit", "status", "highest_met", "lowest_not_met", "confidence",
            "width", "width_asked", "start", "start_formula"],
          "properties": {
            "path": { "type": "string" },
            "unit": { "type": "string" },
            "status": { "enum": ["found", "inconclusive", "infeasible", "unbounded"] },
            "highest_met": { "$ref": "#/$defs/number" },
            "lowest_not_met": { "$ref": "#/$defs/number" },
            "confidence": { "$ref": "#/$defs/confidence" },
            "width": { "$ref": "#/$defs/number" },
            "width_asked": { "type": "number" },
            "start": { "$ref": "#/$defs/number" },
            "start_formula": { "type": "string" }
          }
        },
        "broken": { "$ref": "#/$defs/objectives" },
        "bottlenecks": { "$ref": "#/$defs/bottlenecks" },
        "probes": {
          "type": "array",
          "items": {
            "$ref": "#/$defs/point",
            "required": ["value"],
            "properties": { "value": { "type": "number" } },
            "unevaluatedProperties": false
          }
        },
        "findings": { "$ref": "#/$defs/findings" },
        "warnings": { "$ref": "#/$defs/warnings" }
      }
    },
    "capacity_cases": {
      "type": "object",
      "additionalProperties": false,
      "required": ["ocssim", "command", "scenario", "fingerprint", "headline", "cases"],
      "properties": {
        "ocssim": { "$ref": "#/$defs/tool" },
        "command": { "type": "string" },
        "scenario": { "type": "object" },
        "fingerprint": { "$ref": "#/$defs/hash" },
        "headline": { "type": "string" },
        "cases": {
          "type": "array",
          "minItems": 1,
          "items": {
            "type": "object",
            "additionalProperties": false,
            "required": ["case", "capacity"],
            "properties": {
              "case": { "type": "string" },
              "capacity": { "$ref": "#/$defs/capacity" }
            }
          }
        }
      }
    },
    "size": {
      "type": "object",
      "additionalProperties": false,
      "required": ["ocssim", "command", "scenario", "seed", "fingerprint", "headline",
        "confidence", "probe_confidence", "resources", "varied", "cases", "rule", "switched_off",
        "answer", "proof", "points", "findings", "warnings"],
      "properties": {
        "ocssim": { "$ref": "#/$defs/tool" },
        "command": { "type": "string" },
        "scenario": { "type": "object" },
        "seed": { "$ref": "#/$defs/seed" },
        "fingerprint": { "$ref": "#/$defs/hash" },
        "headline": { "type": "string" },
        "confidence": { "$ref": "#/$defs/confidence" },
        "probe_confidence": { "$ref": "#/$defs/confidence" },
        "resources": { "type": "array", "minItems": 1, "items": { "type": "string" } },
        "varied": { "type": "array", "items": { "type": "string" } },
        "cases": { "type": "array", "items": { "type": "string" } },
        "rule": { "type": "string" },
        "switched_off": { "$ref": "#/$defs/set" },
        "answer": { "$ref": "#/$defs/least" },
        "proof": { "$ref": "#/$defs/proof" },
        "points": {
          "type": "array",
          "minItems": 1,
          "items": {
            "type": "object",
            "additionalProperties": false,
            "required": ["set", "case", "status", "answer", "expected", "rule", "probes",
              "selection", "proof"],
            "properties": {
              "set": { "$ref": "#/$defs/set" },
              "case": { "type": "string" },
              "status": { "enum": ["found", "inconclusive", "infeasible"] },
              "answer": { "$ref": "#/$defs/least" },
              "expected": { "$ref": "#/$defs/set" },
              "rule": { "type": ["integer", "null"] },
              "probes": { "type": "integer", "minimum": 0 },
              "selection": {
                "oneOf": [
                  { "type": "null" },
                  {
                    "type": "object",
                    "additionalProperties": false,
                    "required": ["best", "decided", "candidates"],
                    "properties": {
                      "best": { "$ref": "#/$defs/set" },
                      "decided": { "type": "boolean" },
                      "candidates": { "type": "array", "items": { "type": "object" } }
                    }
                  }
                ]
              },
              "proof": { "$ref": "#/$defs/proof" }
            }
          }
        },
        "findings": { "$ref": "#/$defs/findings" },
        "warnings": { "$ref": "#/$defs/warnings" }
      }
    },
    "least": {
      "oneOf": [
        { "type": "null" },
        { "$ref": "#/$defs/set" },
        { "type": "array", "items": { "$ref": "#/$defs/set" } }
      ]
    },
    "proof": {
      "type": "array",
      "items": {
        "type": "object",
        "additionalProperties": false,
        "required": ["set", "verdict", "replications", "fingerprint", "objectives"],
        "properties": {
          "set": { "$ref": "#/$defs/set" },
          "verdict": { "$ref": "#/$defs/verdict" },
          "replications": { "$ref": "#/$defs/replications" },
          "fingerprint": { "$ref": "#/$defs/hash" },
          "objectives": { "$ref": "#/$defs/objectives" }
        }
      }
    },
    "sensitivity": {
      "type": "object",
      "additionalProperties": false,
      "required": ["ocssim", "command", "scenario", "seed", "fingerprint", "headline",
        "confidence", "replications", "method", "of", "verdict", "trajectories", "inputs",
        "left_out", "findings", "warnings"],
      "properties": {
        "ocssim": { "$ref": "#/$defs/tool" },
        "command": { "type": "string" },
        "scenario": { "type": "object" },
        "seed": { "$ref": "#/$defs/seed" },
        "fingerprint": { "$ref": "#/$defs/hash" },
        "headline": { "type": "string" },
        "confidence": { "$ref": "#/$defs/confidence" },
        "replications": { "$ref": "#/$defs/replications" },
        "method": { "enum": ["tornado", "morris"] },
        "of": {
          "type": "object",
          "additionalProperties": false,
          "required": ["metric", "component", "statistic", "unit", "objective", "value",
            "half_width"],
          "properties": {
            "metric": { "type": "string" },
            "component": { "type": "string" },
            "statistic": { "type": "string" },
            "unit": { "type": "string" },
            "objective": { "type": "string" },
            "value": { "$ref": "#/$defs/number" },
            "half_width": { "$ref": "#/$defs/number" }
          }
        },
        "verdict": { "$ref": "#/$defs/verdict" },
        "trajectories": { "type": "integer", "minimum": 0 },
        "inputs": { "type": "array", "items": { "$ref": "#/$defs/uncertain_input" } },
        "left_out": { "type": "array", "items": { "type": "string" } },
        "findings": { "$ref": "#/$defs/findings" },
        "warnings": { "$ref": "#/$defs/warnings" }
      }
    },
    "uncertain_input": {
      "type": "object",
      "required": ["path", "value", "why", "source", "low", "high"],
      "properties": {
        "path": { "type": "string" },
        "value": { "type": "string" },
        "why": { "enum": ["placeholder", "range"] },
        "source": { "type": "string" },
        "low": { "anyOf": [{ "type": "string" }, { "$ref": "#/$defs/sensitivity_end" }] },
        "high": { "anyOf": [{ "type": "string" }, { "$ref": "#/$defs/sensitivity_end" }] },
        "swing": { "type": "number" },
        "crosses": { "type": "boolean" },
        "mean": { "type": "number" },
        "mean_absolute": { "type": "number" },
        "deviation": { "type": "number" },
        "crossings": { "type": "integer" }
      },
      "additionalProperties": false
    },
    "sensitivity_end": {
      "type": "object",
      "additionalProperties": false,
      "required": ["value", "valid", "moved", "figure", "difference", "verdict"],
      "properties": {
        "value": { "type": "string" },
        "valid": { "type": "boolean" },
        "moved": { "type": "boolean" },
        "figure": { "$ref": "#/$defs/figure" },
        "difference": { "$ref": "#/$defs/figure" },
        "verdict": { "$ref": "#/$defs/verdict" }
      }
    },
    "compare": {
      "type": "object",
      "additionalProperties": false,
      "required": ["ocssim", "command", "scenario", "fingerprint", "a", "b", "replications",
        "confidence", "headline", "judged", "got_worse", "differences", "components", "findings",
        "warnings"],
      "properties": {
        "ocssim": { "$ref": "#/$defs/tool" },
        "command": { "type": "string" },
        "scenario": { "type": "object" },
        "fingerprint": { "$ref": "#/$defs/hash" },
        "a": { "$ref": "#/$defs/design" },
        "b": { "$ref": "#/$defs/design" },
        "replications": { "$ref": "#/$defs/replications" },
        "confidence": { "$ref": "#/$defs/confidence" },
        "headline": { "type": "string" },
        "judged": { "type": "array", "items": { "type": "string" } },
        "got_worse": { "type": "array", "items": { "type": "string" } },
        "differences": { "$ref": "#/$defs/differences" },
        "components": {
          "type": "object",
          "additionalProperties": { "$ref": "#/$defs/differences" }
        },
        "findings": { "$ref": "#/$defs/findings" },
        "warnings": { "$ref": "#/$defs/warnings" }
      }
    },
    "calibrate": {
      "type": "object",
      "additionalProperties": false,
      "required": ["ocssim", "command", "scenario", "counters", "confidence", "tolerance",
        "verdict", "headline", "resources", "warnings"],
      "properties": {
        "ocssim": { "$ref": "#/$defs/tool" },
        "command": { "type": "string" },
        "scenario": { "type": "object" },
        "counters": { "type": "string" },
        "confidence": { "$ref": "#/$defs/confidence" },
        "tolerance": { "$ref": "#/$defs/confidence" },
        "verdict": { "enum": ["within_tolerance", "outside_tolerance", "not_identifiable"] },
        "headline": { "type": "string" },
        "resources": { "type": "array", "items": { "$ref": "#/$defs/calibrated_resource" } },
        "warnings": { "$ref": "#/$defs/warnings" }
      }
    },
    "calibrated_resource": {
      "type": "object",
      "additionalProperties": false,
      "required": ["name", "response", "unit", "state", "rows", "skipped", "condition", "demands",
        "collinear", "residuals", "held_out", "held_out_by", "within_tolerance"],
      "properties": {
        "name": { "type": "string" },
        "response": { "type": "string" },
        "unit": { "type": "string" },
        "state": { "enum": ["fitted", "not_identifiable", "too_few_rows", "no_traffic"] },
        "rows": { "type": "integer", "minimum": 0 },
        "skipped": { "type": "integer", "minimum": 0 },
        "condition": { "$ref": "#/$defs/number" },
        "demands": { "type": "array", "items": { "$ref": "#/$defs/calibrated_demand" } },
        "collinear": {
          "type": "array",
          "items": { "type": "object", "required": ["condition_index", "columns"] }
        },
        "residuals": { "$ref": "#/$defs/prediction_error" },
        "held_out": { "$ref": "#/$defs/prediction_error" },
        "held_out_by": { "type": "string" },
        "within_tolerance": { "type": "boolean" }
      }
    },
    "calibrated_demand": {
      "type": "object",
      "additionalProperties": false,
      "required": ["path", "column", "unit", "state", "was", "value", "estimate", "low", "high",
        "variance_inflation"],
      "properties": {
        "path": { "type": "string" },
        "column": { "type": "string" },
        "unit": { "type": "string" },
        "state": {
          "enum": ["fitted", "held", "no_traffic", "undecided", "collinear", "refused"]
        },
        "was": { "type": "number" },
        "value": { "$ref": "#/$defs/number" },
        "estimate": { "$ref": "#/$defs/number" },
        "low": { "$ref": "#/$defs/number" },
        "high": { "$ref": "#/$defs/number" },
        "variance_inflation": { "$ref": "#/$defs/number" }
      }
    },
    "prediction_error": {
      "type": ["object", "null"],
      "required": ["rows", "mean_absolute", "bias", "worst"]
    },
    "tool": {
      "type": "object",
      "required": ["version", "model_version"],
      "properties": {
        "version": { "type": "string" },
        "model_version": { "type": "integer", "minimum": 1 }
      }
    },
    "seed": { "type": "integer", "minimum": 0 },
    "hash": { "type": "string", "pattern": "^[0-9a-f]{16}$" },
    "number": { "type": ["number", "null"] },
    "analysis": { "enum": ["steady", "terminating"] },
    "replications": { "type": "integer", "minimum": 1 },
    "confidence": { "type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 1 },
    "verdict": { "enum": ["met", "not_met", "inconclusive", null] },
    "warnings": { "type": "array", "items": { "type": "string" } },
    "set": {
      "type": "object",
      "additionalProperties": { "type": ["number", "string", "boolean", "array", "object", "null"] }
    },
    "point": {
      "type": "object",
      "required": ["verdict", "analysis", "replications", "confidence", "fingerprint",
        "objectives", "metrics", "bottlenecks", "findings", "warnings"],
      "properties": {
        "verdict": { "$ref": "#/$defs/verdict" },
        "analysis": { "$ref": "#/$defs/analysis" },
        "replications": { "$ref": "#/$defs/replications" },
        "confidence": { "$ref": "#/$defs/confidence" },
        "fingerprint": { "$ref": "#/$defs/hash" },
        "objectives": { "$ref": "#/$defs/objectives" },
        "metrics": { "$ref": "#/$defs/metrics" },
        "bottlenecks": { "$ref": "#/$defs/bottlenecks" },
        "findings": { "$ref": "#/$defs/findings" },
        "warnings": { "$ref": "#/$defs/warnings" }
      }
    },
    "design": {
      "type": "object",
      "additionalProperties": false,
      "required": ["name", "set", "seed", "scenario"],
      "properties": {
        "name": { "type": "string" },
        "set": { "$ref": "#/$defs/set" },
        "seed": { "$ref": "#/$defs/seed" },
        "duration_s": { "type": "number" },
        "warm_up_s": { "type": ["number", "null"] },
        "scenario": { "type": "object" }
      }
    },
    "differences": {
      "type": "object",
      "additionalProperties": { "$ref": "#/$defs/difference" }
    },
    "difference": {
      "type": "object",
      "additionalProperties": false,
      "required": ["unit", "a", "a_half_width", "b", "b_half_width", "difference", "half_width",
        "relative", "p", "p_adjusted", "better", "verdict", "variance_ratio"],
      "properties": {
        "unit": { "type": "string" },
        "a": { "$ref": "#/$defs/number" },
        "a_half_width": { "$ref": "#/$defs/number" },
        "b": { "$ref": "#/$defs/number" },
        "b_half_width": { "$ref": "#/$defs/number" },
        "difference": { "$ref": "#/$defs/number" },
        "half_width": { "$ref": "#/$defs/number" },
        "relative": { "$ref": "#/$defs/number" },
        "p": { "$ref": "#/$defs/number" },
        "p_adjusted": { "$ref": "#/$defs/number" },
        "better": { "enum": ["lower", "higher", "none"] },
        "verdict": { "enum": ["better", "worse", "different", "no_difference"] },
        "variance_ratio": { "$ref": "#/$defs/number" }
      }
    },
    "bottlenecks": {
      "type": "array",
      "items": {
        "type": "object",
        "required": ["resource", "component", "limit", "present", "limit_value", "unit",
          "headroom", "half_width", "users_at_limit", "withheld"],
        "properties": { "withheld": { "type": "string" } }
      }
    },
    "findings": {
      "type": "array",
      "items": {
        "type": "object",
        "required": ["id", "severity", "component", "text"],
        "properties": { "severity": { "enum": ["error", "warning", "info"] } }
      }
    },
    "recommendations": {
      "type": "array",
      "items": {
        "type": "object",
        "additionalProperties": false,
        "required": ["id", "what", "because", "effect", "cost", "confidence", "set"],
        "properties": {
          "id": { "type": "string" },
          "what": { "type": "string" },
          "because": { "type": "string" },
          "effect": { "type": "string" },
          "cost": { "type": "string" },
          "confidence": { "type": "string" },
          "set": { "type": "array", "items": { "type": "string" } }
        }
      }
    },
    "figure": {
      "type": "object",
      "additionalProperties": false,
      "required": ["value", "half_width"],
      "properties": {
        "value": { "$ref": "#/$defs/number" },
        "half_width": { "$ref": "#/$defs/number" }
      }
    },
    "metrics": { "type": "object", "additionalProperties": { "$ref": "#/$defs/metric" } },
    "metric": {
      "type": "object",
      "additionalProperties": false,
      "required": ["unit", "kind", "better", "state", "mean", "half_width", "confidence"],
      "properties": {
        "unit": { "type": "string" },
        "kind": { "enum": ["count", "tally", "time_average", "ratio", "instant"] },
        "better": { "enum": ["lower", "higher", "none"] },
        "state": { "enum": ["ok", "unstable", "not_settled", "too_few", "absent"] },
        "mean": { "$ref": "#/$defs/number" },
        "half_width": { "$ref": "#/$defs/number" },
        "confidence": { "type": "number" },
        "exact": { "const": true },
        "recovered": {
          "type": "object",
          "additionalProperties": false,
          "required": ["count", "of"],
          "properties": {
            "count": { "type": "integer", "minimum": 0 },
            "of": { "type": "integer", "minimum": 1 }
          }
        },
        "max": { "$ref": "#/$defs/figure" },
        "p50": { "$ref": "#/$defs/figure" },
        "p95": { "$ref": "#/$defs/figure" },
        "p99": { "$ref": "#/$defs/figure" },
        "p99_9": { "$ref": "#/$defs/figure" },
        "total": { "$ref": "#/$defs/figure" },
        "rate": { "$ref": "#/$defs/figure" }
      }
    },
    "objectives": { "type": "array", "items": { "$ref": "#/$defs/objective" } },
    "objective": {
      "type": "object",
      "additionalProperties": false,
      "required": ["objective", "verdict"],
      "properties": {
        "objectives": { "type": "array", "items": { "$ref": "#/$defs/objective" } },
    "objective": { "type": "string" },
        "verdict": { "enum": ["met", "not_met", "inconclusive"] },
        "reason": { "type": "string" },
        "parts": { "$ref": "#/$defs/objectives" },
        "metric": { "type": "string" },
        "statistic": { "type": "string" },
        "component": { "type": "string" },
        "limit": { "type": "string" },
        "limit_value": { "$ref": "#/$defs/number" },
        "unit": { "type": "string" },
        "measured": { "$ref": "#/$defs/number" },
        "half_width": { "$ref": "#/$defs/number" }
      }
    }
  }
}
)";

}  // namespace

std::string results_json_schema() {
  return std::string(schema);
}

}  // namespace ocssim::reports
