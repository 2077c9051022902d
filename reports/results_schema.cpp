#include "reports/results_schema.hpp"

#include <string_view>

namespace ocssim::reports {
namespace {

constexpr std::string_view schema = R"({
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "ocssim-results-1.json",
  "title": "Results of ocssim run",
  "description": "Times in seconds, fractions 0 to 1, withheld numbers null.",
  "type": "object",
  "additionalProperties": false,
  "required": ["ocssim", "command", "scenario", "seed", "fingerprint", "event_fingerprints",
    "analysis", "replications", "confidence", "verdict", "headline", "objectives", "metrics",
    "components", "bottlenecks", "timeline", "closed_form", "shares", "identities", "findings",
    "placeholders", "warnings"],
  "properties": {
    "ocssim": {
      "type": "object",
      "required": ["version", "model_version"],
      "properties": {
        "version": { "type": "string" },
        "model_version": { "type": "integer", "minimum": 1 }
      }
    },
    "command": { "type": "string" },
    "scenario": { "type": "object" },
    "seed": { "type": "integer", "minimum": 0 },
    "fingerprint": { "$ref": "#/$defs/hash" },
    "event_fingerprints": { "type": "array", "items": { "$ref": "#/$defs/hash" } },
    "analysis": { "enum": ["steady", "terminating"] },
    "replications": { "type": "integer", "minimum": 1 },
    "confidence": { "type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 1 },
    "verdict": { "enum": ["met", "not_met", "inconclusive", null] },
    "headline": { "type": "string" },
    "objectives": { "type": "array", "items": { "$ref": "#/$defs/objective" } },
    "metrics": { "$ref": "#/$defs/metrics" },
    "components": {
      "type": "object",
      "additionalProperties": { "$ref": "#/$defs/metrics" }
    },
    "bottlenecks": {
      "type": "array",
      "items": {
        "type": "object",
        "required": ["resource", "component", "limit", "present", "limit_value", "unit",
          "headroom", "half_width", "users_at_limit"]
      }
    },
    "timeline": {
      "type": "array",
      "items": { "type": "object", "required": ["at", "component", "kind", "text"] }
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
    "findings": {
      "type": "array",
      "items": {
        "type": "object",
        "required": ["id", "severity", "component", "text"],
        "properties": { "severity": { "enum": ["error", "warning", "info"] } }
      }
    },
    "placeholders": {
      "type": "array",
      "items": { "type": "object", "required": ["path", "value", "source"] }
    },
    "warnings": { "type": "array", "items": { "type": "string" } }
  },
  "$defs": {
    "hash": { "type": "string", "pattern": "^[0-9a-f]{16}$" },
    "number": { "type": ["number", "null"] },
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
        "max": { "$ref": "#/$defs/figure" },
        "p50": { "$ref": "#/$defs/figure" },
        "p95": { "$ref": "#/$defs/figure" },
        "p99": { "$ref": "#/$defs/figure" },
        "p99_9": { "$ref": "#/$defs/figure" },
        "total": { "$ref": "#/$defs/figure" },
        "rate": { "$ref": "#/$defs/figure" }
      }
    },
    "objective": {
      "type": "object",
      "additionalProperties": false,
      "required": ["objective", "verdict"],
      "properties": {
        "objective": { "type": "string" },
        "verdict": { "enum": ["met", "not_met", "inconclusive"] },
        "reason": { "type": "string" },
        "parts": { "type": "array", "items": { "$ref": "#/$defs/objective" } },
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
