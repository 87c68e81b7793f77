//! ω with a general factor, and ω of one factor.

use crate::stats::reliability::hierarchical_omega;
use crate::wire::stats::factor::correlations_of;
use crate::wire::stats::shape::{count_option, matrix, named, number, ordinals};
use crate::wire::stats::{Error, Method, Request};
use serde_json::{Value, json};

/// The methods of this file.
pub(super) const METHODS: &[Method] = &[Method {
    name: "reliability.omega_hierarchical",
    summary: "McDonald's omega with a general factor by Schmid and Leiman's transformation; option nfactors (3)",
    compute: hierarchical,
}];

fn hierarchical(request: &Request<'_>) -> Result<Value, Error> {
    let correlations = correlations_of(request)?;
    let factors = usize::try_from(count_option(request, "nfactors", 3)?).unwrap_or(usize::MAX);
    let found = hierarchical_omega(&correlations, factors)?;
    let names: Vec<String> = correlations
        .names
        .iter()
        .zip(&found.flipped)
        .map(|(name, flipped)| if *flipped { format!("{name}-") } else { name.clone() })
        .collect();
    // Under the names that they have among the loadings.
    let flipped: Vec<&String> =
        names.iter().zip(&found.flipped).filter(|(_, flipped)| **flipped).map(|(name, _)| name).collect();
    Ok(json!({
        "omega_h": number(found.general),
        "omega_total": number(found.total),
        "alpha": number(found.alpha),
        "g6": number(found.lambda6),
        "omega_limit": number(found.limit),
        "ecv": number(found.explained_common),
        "g_loadings": named(names.iter().zip(found.general_loadings.iter().copied())),
        "group_loadings": matrix(&names, &ordinals(found.group_loadings.width), &found.group_loadings),
        "flipped_items": flipped,
        "converged": found.converged,
        "heywood_items": found.heywood,
        "df": number(found.degrees),
        "determined": found.degrees >= 0.0,
    }))
}
