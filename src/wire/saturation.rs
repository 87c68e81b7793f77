//! Saturation.

use crate::coding::saturation::{RuleOutcome, StoppingRule};
use crate::workbench::SaturationReport;
use serde_json::{Value, json};

/// Saturation step by step, with units, random orders and stopping rules.
pub fn saturation(report: &SaturationReport) -> Value {
    let name = |source: usize| report.steps.get(source).map(|(name, _)| name.as_str());
    let steps: Vec<Value> = report
        .steps
        .iter()
        .map(
            |(name, step)| json!({ "source": name, "used": step.used, "new": step.new, "total": step.total }),
        )
        .collect();
    let units: Vec<Value> = report
        .units
        .iter()
        .map(|(code, reach)| {
            json!({
                "code": code.draft.key,
                "name": code.draft.name,
                "first": name(reach.first),
                "last": name(reach.last),
                "sources": reach.sources,
            })
        })
        .collect();
    let orders = report.orders.as_ref().map(|(options, steps)| {
        let steps: Vec<Value> = (1..)
            .zip(steps)
            .map(|(sources, step): (u32, _)| {
                json!({
                    "sources": sources,
                    "mean": step.mean,
                    "lower": step.lower,
                    "upper": step.upper,
                    "expected": step.expected,
                })
            })
            .collect();
        json!({
            "orders": options.orders,
            "seed": options.seed,
            "confidence": options.confidence,
            "steps": steps,
        })
    });
    let rules: Vec<Value> = report.rules.iter().map(rule).collect();
    json!({
        "level": report.level.as_str(),
        "steps": steps,
        "units": units,
        "orders": orders,
        "rules": rules,
        "outside": report.outside,
        "uncoded": report.uncoded,
    })
}

fn rule(outcome: &RuleOutcome) -> Value {
    let (base, run, threshold) = outcome.rule.parts();
    let (name, source) = match outcome.rule {
        StoppingRule::NewInformation { .. } => ("new information", "Guest, Namey and Chen 2020"),
        StoppingRule::NothingNew { .. } => ("nothing new", "Francis et al. 2010"),
    };
    json!({
        "rule": name,
        "source": source,
        "base": base,
        "run": run,
        "threshold_percent": threshold,
        "reached": outcome.reached,
        "confirmed": outcome.confirmed,
        "base_units": outcome.base_units,
        "last_new": outcome.last_new,
        "last_share": outcome.last_share(),
    })
}
