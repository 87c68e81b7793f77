//! Common factors.

use crate::stats::Matrix;
use crate::stats::factor::{
    Correlations, Extraction, FactorFit, Rotated, Stop, common_factors, components, judge, principal_axes,
    score_weights,
};
use crate::wire::stats::factor::{correlations_of, first_scores, has_scores, rotations, running, wanted};
use crate::wire::stats::shape::{matrix, named, number, numbers, ordinals};
use crate::wire::stats::{Error, Method, Request};
use serde_json::{Value, json};

/// The methods of this file.
pub(super) const METHODS: &[Method] = &[
    Method {
        name: "efa.principal_axis",
        summary: "principal axis factoring, settled and by the rules of SPSS and psych; options nfactors, correlations",
        compute: principal_axis,
    },
    Method {
        name: "efa.minres",
        summary: "factors by minimum residuals with all rotations, fit and scores; options nfactors, correlations",
        compute: |request| common(request, Extraction::MinimumResiduals),
    },
    Method {
        name: "efa.ml",
        summary: "factors by maximum likelihood with all rotations, fit and scores; options nfactors, correlations",
        compute: |request| common(request, Extraction::MaximumLikelihood),
    },
];

/// Steps of a principal axis iteration that is to settle.
const MOST_STEPS: usize = 20_000;

fn principal_axis(request: &Request<'_>) -> Result<Value, Error> {
    let correlations = correlations_of(request)?;
    let wanted = wanted(request, &correlations)?;
    let names = &correlations.names;
    let axes = ordinals(wanted);
    let run = |stop: Stop| -> Result<(Value, Matrix), Error> {
        let found = principal_axes(&correlations, wanted, stop)?;
        let shape = json!({
            "iterations": found.steps,
            "start": found.start.name(),
            "converged": found.converged,
            "heywood": found.heywood,
            "communalities": named(names.iter().zip(found.communalities.iter().copied())),
            "unrotated": matrix(names, &axes, &found.loadings),
        });
        Ok((shape, found.loadings))
    };
    let (mut settled, loadings) = run(Stop::Largest(1e-12, MOST_STEPS))?;
    let (rotations, _) = rotations(request, names, &loadings)?;
    settled["rotations"] = Value::Object(rotations);
    Ok(json!({
        "converged_1e12": settled,
        "spss_rule": run(Stop::Largest(1e-3, 25))?.0,
        "psych_rule": run(Stop::Sum(1e-3, 50))?.0,
    }))
}

fn common(request: &Request<'_>, extraction: Extraction) -> Result<Value, Error> {
    let correlations = correlations_of(request)?;
    let wanted = wanted(request, &correlations)?;
    let names = &correlations.names;
    let found = common_factors(&correlations, wanted, extraction)?;
    let fit = judge(&correlations, &found.loadings, &found.uniquenesses);
    let (rotations, varimax) = rotations(request, names, &found.loadings)?;
    let uniquenesses = || named(names.iter().zip(found.uniquenesses.iter().copied()));
    let mut shape = json!({
        "n": correlations.n,
        "converged": found.converged,
        "steps": found.steps,
        "largest_slope": number(found.slope),
        "start": found.start.name(),
        "uniquenesses": uniquenesses(),
        "communalities": named(names.iter().zip(found.communalities.iter().copied())),
        "variance_explained": explained(&correlations, varimax.as_ref(), &found.communalities)?,
        "heywood": !found.heywood.is_empty(),
        "heywood_items": found.heywood,
        "fit": fit_shape(&fit),
        "rotations": rotations,
        "residuals": matrix(names, names, &fit.residuals),
    });
    if extraction == Extraction::MinimumResiduals {
        shape["objective_uls"] = number(found.objective);
        shape["psych_default"] = json!({
            "uniquenesses": uniquenesses(),
            "chisq": number(fit.bartlett),
            "df": number(fit.degrees),
            "rms": number(fit.root_mean_square),
            "crms": number(fit.root_mean_square_corrected),
            "tli": number(fit.tucker_lewis),
            "rmsea": number(fit.rmsea_bartlett.0),
            "rmsea_lower": number(fit.rmsea_bartlett.1),
            "rmsea_upper": number(fit.rmsea_bartlett.2),
            "bic": number(fit.bic),
        });
    } else {
        shape["factanal"] = json!({
            "statistic": number(fit.bartlett),
            "df": number(fit.degrees),
            "p": number(fit.p),
            "criterion": number(found.objective),
        });
    }
    if let Some(varimax) = varimax {
        shape["scores_varimax"] = scores(request, &correlations, &varimax, &found.uniquenesses);
    }
    Ok(shape)
}

/// Eigenvalues of R, and how much of all variance and of the common variance the rotated factors explain.
fn explained(
    correlations: &Correlations,
    varimax: Option<&Rotated>,
    communalities: &[f64],
) -> Result<Value, Error> {
    let sums = varimax.map(|rotated| rotated.sums_of_squares.clone()).unwrap_or_default();
    let of = |whole: f64| sums.iter().map(|sum| sum / whole).collect::<Vec<f64>>();
    let proportions = of(communalities.iter().map(|_| 1.0).sum());
    Ok(json!({
        "eigenvalues": numbers(&components(correlations, 1)?.eigenvalues),
        "rotated_ss": numbers(&sums),
        "rotated_proportion": numbers(&proportions),
        "rotated_cumulative": numbers(&running(&proportions)),
        "rotated_share_of_common": numbers(&of(communalities.iter().sum())),
    }))
}

/// Weights of the factor scores and the scores of the first rows, or why there are none.
fn scores(
    request: &Request<'_>,
    correlations: &Correlations,
    rotated: &Rotated,
    uniquenesses: &[f64],
) -> Value {
    let weights = match score_weights(correlations, &rotated.loadings, &rotated.phi, uniquenesses) {
        Ok(weights) => weights,
        Err(error) => return json!({ "refused": error.to_string() }),
    };
    let axes = ordinals(rotated.loadings.width);
    let mut shape = json!({ "determinacy": numbers(&weights.determinacy) });
    // Scores need the rows that the correlations came from.
    let rows = has_scores(request);
    for (name, weights) in [
        ("regression", &weights.regression),
        ("bartlett", &weights.bartlett),
        ("ten_berge", &weights.ten_berge),
    ] {
        shape[format!("weights_{name}")] = matrix(&correlations.names, &axes, weights);
        if rows {
            shape[format!("{name}_first10")] = first_scores(request.table, weights, &axes);
        }
    }
    shape
}

fn fit_shape(fit: &FactorFit) -> Value {
    json!({
        "df": number(fit.degrees),
        "objective_ml": number(fit.objective),
        "chisq_bartlett": number(fit.bartlett),
        "p": number(fit.p),
        "chisq_uncorrected_n_minus_1": number(fit.uncorrected),
        "null_objective": number(fit.null_objective),
        "null_chisq": number(fit.null),
        "null_df": number(fit.null_degrees),
        "tli": number(fit.tucker_lewis),
        "rmsea_point": number(fit.rmsea),
        "rmsr": number(fit.root_mean_square),
        "rmsr_corrected": number(fit.root_mean_square_corrected),
        "bic": number(fit.bic),
        "residuals_gt_05": number(fit.large_residuals),
    })
}
