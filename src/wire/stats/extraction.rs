//! Common factors.

use crate::stats::Matrix;
use crate::stats::factor::{
    Correlations, Extraction, FactorFit, Stop, common_factors, judge, principal_axes, score_weights,
};
use crate::wire::stats::factor::{correlations_of, first_scores, rotations, wanted};
use crate::wire::stats::shape::{matrix, named, number, ordinals};
use crate::wire::stats::{Error, Input, Method, Request};
use serde_json::{Value, json};

/// The methods of this file.
pub(super) const METHODS: &[Method] = &[
    Method {
        name: "efa.principal_axis",
        summary: "principal axis factoring, settled and by the rules of SPSS and psych; option nfactors",
        compute: principal_axis,
    },
    Method {
        name: "efa.minres",
        summary: "factors by minimum residuals with all rotations, fit and scores; option nfactors",
        compute: |request| common(request, Extraction::MinimumResiduals),
    },
    Method {
        name: "efa.ml",
        summary: "factors by maximum likelihood with all rotations, fit and scores; option nfactors",
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
        "uniquenesses": uniquenesses(),
        "communalities": named(names.iter().zip(found.uniquenesses.iter().map(|value| 1.0 - value))),
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
        shape["scores_varimax"] =
            scores(request, &correlations, &varimax.loadings, &varimax.structure, &found.uniquenesses);
    }
    Ok(shape)
}

fn scores(
    request: &Request<'_>,
    correlations: &Correlations,
    loadings: &Matrix,
    structure: &Matrix,
    uniquenesses: &[f64],
) -> Value {
    let Ok((regression, bartlett)) = score_weights(correlations, loadings, structure, uniquenesses) else {
        return Value::Null;
    };
    let axes = ordinals(loadings.width);
    let mut shape = json!({
        "weights_regression": matrix(&correlations.names, &axes, &regression),
        "weights_bartlett": matrix(&correlations.names, &axes, &bartlett),
    });
    if request.input == Input::Listwise {
        shape["regression_first10"] = first_scores(request.table, &regression, &axes);
        shape["bartlett_first10"] = first_scores(request.table, &bartlett, &axes);
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
