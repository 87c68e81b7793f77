//! Structural equation models.

use crate::stats::sem::{
    Comparison, Convention, Equal, Estimate, Estimator, FitOptions, Fitted, Gaps, Modification,
    OrderedEstimator, Remark, compare, fit, fit_moments, fit_ordered, invariance, resample,
};
use crate::stats::{Groups, Matrix};
use crate::wire::stats::shape::{count_option, matrix, named, number, number_option, numbers, ordinals};
use crate::wire::stats::{Error, Input, Method, Request};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// The methods of this file.
pub(super) const METHODS: &[Method] = &[
    Method {
        name: "sem.ml",
        summary: "structural equation model by maximum likelihood; options std.lv, meanstructure, orthogonal, fixed.x, likelihood: wishart",
        compute: |request| run(request, Estimator::MaximumLikelihood),
    },
    Method {
        name: "sem.mlm",
        summary: "the same with Satorra-Bentler's test and robust standard errors",
        compute: |request| run(request, Estimator::SatorraBentler),
    },
    Method {
        name: "sem.mlr",
        summary: "the same with Yuan-Bentler's test and sandwich standard errors",
        compute: |request| run(request, Estimator::YuanBentler),
    },
    Method {
        name: "sem.uls",
        summary: "the same by unweighted least squares",
        compute: |request| run(request, Estimator::UnweightedLeastSquares),
    },
    Method {
        name: "sem.dwls",
        summary: "the same for ordered categories by diagonally weighted least squares over polychoric correlations",
        compute: |request| ordered(request, OrderedEstimator::Dwls),
    },
    Method {
        name: "sem.wlsmv",
        summary: "the same with robust standard errors and the mean- and variance-adjusted test",
        compute: |request| ordered(request, OrderedEstimator::Wlsmv),
    },
    Method {
        name: "sem.ulsmv",
        summary: "the same with unit weights",
        compute: |request| ordered(request, OrderedEstimator::Ulsmv),
    },
    Method {
        name: "sem.compare",
        summary: "chi-square difference test of two models; the freer one as the model, option restricted: its text with more restrictions, estimator",
        compute: compare_models,
    },
    Method {
        name: "sem.invariance",
        summary: "configural, metric, scalar and strict invariance over groups, each tested against the one before; option estimator",
        compute: invariance_steps,
    },
    Method {
        name: "sem.bootstrap",
        summary: "bootstrap of all parameters with percentile and BCa intervals; options rounds, seed, confidence",
        compute: resampled,
    },
    Method {
        name: "sem.fiml",
        summary: "the same with full information from rows with missing values; option estimator: ML or MLR",
        compute: |request| run(request, Estimator::MaximumLikelihood),
    },
    Method {
        name: "sem.multigroup",
        summary: "the same for several groups; options group.equal: loadings, intercepts, ..., estimator",
        compute: |request| run(request, Estimator::MaximumLikelihood),
    },
];

fn flag(request: &Request<'_>, name: &'static str) -> Result<Option<bool>, Error> {
    match request.options.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::Bool(value)) => Ok(Some(*value)),
        Some(_) => Err(Error::Option { name, reason: "must be true or false" }),
    }
}

fn word<'a>(request: &'a Request<'_>, name: &'static str) -> Result<Option<&'a str>, Error> {
    match request.options.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(value)) => Ok(Some(value)),
        Some(_) => Err(Error::Option { name, reason: "must be a word" }),
    }
}

fn equalities(request: &Request<'_>) -> Result<BTreeSet<Equal>, Error> {
    const NAME: &str = "group.equal";
    let wrong = Error::Option {
        name: NAME,
        reason: "must be of loadings, intercepts, residuals, residual.covariances, lv.variances, lv.covariances, regressions, means",
    };
    let words: Vec<&str> = match request.options.get(NAME) {
        None | Some(Value::Null) => Vec::new(),
        Some(Value::String(word)) => vec![word],
        Some(Value::Array(words)) => {
            words.iter().map(|word| word.as_str().ok_or_else(|| wrong.clone())).collect::<Result<_, _>>()?
        }
        Some(_) => return Err(wrong),
    };
    words
        .into_iter()
        .map(|word| match word {
            "loadings" => Ok(Equal::Loadings),
            "intercepts" => Ok(Equal::Intercepts),
            "residuals" => Ok(Equal::Residuals),
            "residual.covariances" => Ok(Equal::ResidualCovariances),
            "lv.variances" => Ok(Equal::FactorVariances),
            "lv.covariances" => Ok(Equal::FactorCovariances),
            "regressions" => Ok(Equal::Regressions),
            "means" => Ok(Equal::Means),
            _ => Err(wrong.clone()),
        })
        .collect()
}

/// The options of a fit; the method's own estimator unless the option names another.
pub(super) fn options_of(request: &Request<'_>, estimator: Estimator) -> Result<FitOptions, Error> {
    let estimator = match word(request, "estimator")? {
        None => estimator,
        Some("ML") => Estimator::MaximumLikelihood,
        Some("MLM") => Estimator::SatorraBentler,
        Some("MLR") => Estimator::YuanBentler,
        Some("ULS") => Estimator::UnweightedLeastSquares,
        Some(_) => {
            return Err(Error::Option { name: "estimator", reason: "must be ML, MLM, MLR or ULS" });
        }
    };
    let gaps = match word(request, "missing")? {
        Some("fiml" | "ml" | "direct") => Gaps::FullInformation,
        None if request.method == "sem.fiml" => Gaps::FullInformation,
        None | Some("listwise") => Gaps::Listwise,
        Some(_) => return Err(Error::Option { name: "missing", reason: "must be listwise or fiml" }),
    };
    let convention = match word(request, "likelihood")? {
        None | Some("normal") => Convention::Normal,
        Some("wishart") => Convention::Wishart,
        Some(_) => return Err(Error::Option { name: "likelihood", reason: "must be normal or wishart" }),
    };
    Ok(FitOptions {
        estimator,
        convention,
        gaps,
        standardized_factors: flag(request, "std.lv")?.unwrap_or(false),
        means: flag(request, "meanstructure")?.unwrap_or(false),
        orthogonal: flag(request, "orthogonal")?.unwrap_or(false),
        equal: equalities(request)?,
        random_causes: !flag(request, "fixed.x")?.unwrap_or(true),
    })
}

fn run(request: &Request<'_>, estimator: Estimator) -> Result<Value, Error> {
    let fitted = fit_request(request, &options_of(request, estimator)?)?;
    Ok(shape(&fitted)?)
}

fn ordered(request: &Request<'_>, estimator: OrderedEstimator) -> Result<Value, Error> {
    let model = request.model.ok_or(Error::Option { name: "model", reason: "is missing" })?;
    if request.groups.is_some() || request.input != Input::Listwise {
        return Err(Error::Option { name: "group", reason: "ordered categories need rows of one group" });
    }
    let options = FitOptions {
        standardized_factors: flag(request, "std.lv")?.unwrap_or(false),
        orthogonal: flag(request, "orthogonal")?.unwrap_or(false),
        ..FitOptions::default()
    };
    Ok(shape(&fit_ordered(model, request.table, estimator, &options)?)?)
}

fn comparison(found: &Comparison) -> Value {
    json!({
        "chisq_diff": number(found.statistic),
        "df_diff": number(found.degrees),
        "pvalue": number(found.p),
        "scaling_factor": number(found.factor),
        "cfi_diff": number(found.cfi),
        "rmsea_diff": number(found.rmsea),
    })
}

fn compare_models(request: &Request<'_>) -> Result<Value, Error> {
    let text = word(request, "restricted")?
        .ok_or(Error::Option { name: "restricted", reason: "must be the text of the restricted model" })?;
    let options = options_of(request, Estimator::MaximumLikelihood)?;
    let free = fit_request(request, &options)?;
    let restricted = fit_request(&Request { model: Some(text), ..*request }, &options)?;
    let mut shape = comparison(&compare(&restricted, &free)?);
    for (name, fitted) in [("free", &free), ("restricted", &restricted)] {
        shape[name] = json!({ "chisq": number(fitted.test.statistic), "df": number(fitted.test.degrees) });
    }
    Ok(shape)
}

fn invariance_steps(request: &Request<'_>) -> Result<Value, Error> {
    let model = request.model.ok_or(Error::Option { name: "model", reason: "is missing" })?;
    let groups = request.groups.ok_or(Error::Option { name: "group", reason: "is missing" })?;
    let options = options_of(request, Estimator::MaximumLikelihood)?;
    let steps: Vec<Value> = invariance(model, request.table, groups, &options)?
        .iter()
        .map(|step| {
            let index = |name: &str| step.fitted.measures.get(name).map(number);
            json!({
                "step": step.name,
                "chisq": number(step.fitted.test.statistic),
                "df": number(step.fitted.test.degrees),
                "pvalue": number(step.fitted.test.p),
                "cfi": index("cfi"),
                "rmsea": index("rmsea"),
                "srmr": index("srmr"),
                "difference": step.comparison.as_ref().map(comparison),
            })
        })
        .collect();
    Ok(json!({ "steps": steps }))
}

fn resampled(request: &Request<'_>) -> Result<Value, Error> {
    let rounds = u32::try_from(count_option(request, "rounds", 1_000)?)
        .map_err(|_| Error::Option { name: "rounds", reason: "is too large" })?;
    let seed = count_option(request, "seed", 20_250_101)?;
    let confidence = number_option(request, "confidence", 0.95)?;
    let fitted = fit_request(request, &options_of(request, Estimator::MaximumLikelihood)?)?;
    let (found, solved) = resample(&fitted, rounds, seed, confidence)?;
    let estimates = fitted.estimates()?;
    let parameters: Vec<Value> = found
        .iter()
        .map(|row| {
            let mut shape = relation(&estimates[row.row]);
            shape.insert("est".to_owned(), number(estimates[row.row].value));
            shape.insert("se".to_owned(), number(row.error));
            shape.insert("percentile".to_owned(), numbers(&[row.percentile.0, row.percentile.1]));
            shape.insert("bca".to_owned(), numbers(&[row.accelerated.0, row.accelerated.1]));
            Value::Object(shape)
        })
        .collect();
    Ok(
        json!({ "rounds": rounds, "solved": solved, "seed": seed, "confidence": confidence, "parameters": parameters }),
    )
}

/// Fits the model of a request.
pub(super) fn fit_request(request: &Request<'_>, options: &FitOptions) -> Result<Fitted, Error> {
    let model = request.model.ok_or(Error::Option { name: "model", reason: "is missing" })?;
    let groups: Option<&Groups> = request.groups;
    if let Input::Correlations { n } = request.input {
        let correlations = crate::wire::stats::factor::correlations_of(request)?;
        return Ok(fit_moments(model, &correlations.names, &correlations.matrix, n, options)?);
    }
    Ok(fit(model, request.table, groups, options)?)
}

/// Left side, operator and right side of a parameter; the operator as lavaan's tables have it.
fn relation(estimate: &Estimate) -> Map<String, Value> {
    let mut shape = Map::new();
    shape.insert("lhs".to_owned(), json!(estimate.left));
    shape.insert("op".to_owned(), json!(estimate.operator.symbol()));
    shape.insert("rhs".to_owned(), json!(estimate.right));
    shape.insert("group".to_owned(), json!(estimate.group + 1));
    shape.insert("label".to_owned(), json!(estimate.label));
    shape
}

fn parameter(estimate: &Estimate) -> Value {
    let mut shape = relation(estimate);
    for (key, value) in [
        ("est", estimate.value),
        ("se", estimate.error),
        ("z", estimate.z),
        ("pvalue", estimate.p),
        ("ci.lower", estimate.interval.0),
        ("ci.upper", estimate.interval.1),
        ("std.lv", estimate.standardized_latent),
        ("std.all", estimate.standardized),
    ] {
        shape.insert(key.to_owned(), number(value));
    }
    Value::Object(shape)
}

fn standardized(estimate: &Estimate) -> Value {
    let mut shape = relation(estimate);
    for (key, value) in [
        ("est.std", estimate.standardized),
        ("se", estimate.standardized_error),
        ("z", estimate.standardized_z()),
        ("pvalue", estimate.standardized_p()),
    ] {
        shape.insert(key.to_owned(), number(value));
    }
    Value::Object(shape)
}

/// What is wrong with a solution.
pub(in crate::wire) fn remark_shape(remark: &Remark) -> Value {
    match remark {
        Remark::NotConverged { steps } => json!({ "kind": "not_converged", "steps": steps }),
        Remark::NegativeVariance { variable, value } => {
            json!({ "kind": "negative_variance", "variable": variable, "value": number(*value) })
        }
        Remark::FactorsNotDistinct { group } => {
            json!({ "kind": "factors_not_distinct", "group": group + 1 })
        }
    }
}

/// Everything about a fitted model.
pub(super) fn shape(fitted: &Fitted) -> Result<Value, crate::stats::Error> {
    let estimates = fitted.estimates()?;
    let remarks = fitted.remarks();
    let observed = fitted.observed();
    let latent = fitted.latent();
    let modifications: Vec<Value> = fitted.modifications()?.iter().take(60).map(modification).collect();
    let fit: Map<String, Value> =
        fitted.measures.values.iter().map(|(name, value)| ((*name).to_owned(), number(*value))).collect();
    let mut shape = json!({
        "converged": fitted.converged(),
        "max_abs_gradient": number(fitted.gradient()),
        "admissible": remarks.iter().all(|remark| matches!(remark, Remark::NotConverged { .. })),
        "remarks": remarks.iter().map(remark_shape).collect::<Vec<_>>(),
        "n": number(fitted.sample_size()),
        "n_free": fitted.free(),
        "parameters": estimates.iter().map(parameter).collect::<Vec<_>>(),
        "standardized_se": estimates.iter().map(standardized).collect::<Vec<_>>(),
        "fit": fit,
        "modification_indices_top60": modifications,
        "polychoric": fitted.thresholds().map(|_| matrix(observed, observed, &fitted.sample_covariance(0))),
        "thresholds": fitted.thresholds().map(|found| named(found.iter().map(|(name, value)| (name, *value)))),
        "test_scaling": fitted.test.scaling.map_or_else(
            || json!({ "test": "standard", "stat": number(fitted.test.statistic), "df": number(fitted.test.degrees), "pvalue": number(fitted.test.p), "scaling_factor": null, "shift_parameter": null }),
            |scaling| json!({
                "test": if scaling.shift.abs() > 0.0 { "scaled.shifted" } else { "mean.adjusted" },
                "stat": number(scaling.statistic),
                "df": number(fitted.test.degrees),
                "pvalue": fitted.measures.get("pvalue.scaled").map(number),
                "scaling_factor": number(scaling.factor),
                "shift_parameter": number(scaling.shift),
            }),
        ),
        "amos_lisrel_convention": amos(fitted),
    });
    let groups: Vec<Value> = (0..fitted.groups().len())
        .map(|group| {
            let explained = fitted.explained(group);
            let z = fitted.residual_z(group)?;
            Ok(json!({
                "r2": named(explained.iter().map(|(name, value)| (name, *value))),
                "cor_lv": matrix(latent, latent, &fitted.factor_correlations(group)),
                "implied_cov": matrix(observed, observed, &fitted.implied_covariance(group)),
                "residual_cor": matrix(observed, observed, &fitted.residual_correlations(group)),
                "residual_z": z.as_ref().map(|z| matrix(observed, observed, z)),
                "factor_scores_regression_first10": first_scores(latent, fitted.regression_scores(group)),
                "factor_scores_bartlett_first10": first_scores(latent, fitted.bartlett_scores(group)),
                "h1_mean": named(observed.iter().zip(fitted.sample_mean(group))),
                "h1_cov": matrix(observed, observed, &fitted.sample_covariance(group)),
                "missing_patterns": fitted.missing_patterns(group),
                "coverage": matrix(observed, observed, &fitted.coverage(group)),
            }))
        })
        .collect::<Result<_, crate::stats::Error>>()?;
    if let (Value::Object(shape), [Value::Object(only)]) = (&mut shape, groups.as_slice()) {
        shape.extend(only.clone());
    } else if let Value::Object(shape) = &mut shape {
        let names = fitted.groups();
        let by_name: Map<String, Value> = names.iter().cloned().zip(groups).collect();
        shape.insert("groups".to_owned(), Value::Object(by_name));
    }
    Ok(shape)
}

fn modification(found: &Modification) -> Value {
    json!({
        "lhs": found.left,
        "op": found.operator.symbol(),
        "rhs": found.right,
        "group": found.group + 1,
        "mi": number(found.index),
        "epc": number(found.change),
        "sepc.lv": number(found.change_latent),
        "sepc.all": number(found.change_standardized),
    })
}

/// Scores of the first ten rows; all of them are a table of their own.
fn first_scores(latent: &[String], scores: Option<Matrix>) -> Value {
    let Some(scores) = scores else { return Value::Null };
    let rows = scores.height().min(10);
    let first = Matrix { width: scores.width, cells: scores.cells[..rows * scores.width].to_vec() };
    matrix(&ordinals(rows), latent, &first)
}

/// The figures as programs print them that count n - 1 rows.
fn amos(fitted: &Fitted) -> Value {
    fitted.amos().map_or(Value::Null, |found| {
        json!({
            "chisq_wishart": number(found.statistic),
            "p": number(found.p),
            "chisq_df": number(found.ratio),
            "rmsea_wishart": number(found.rmsea),
            "aic_amos": number(found.aic),
            "ecvi_amos": number(found.ecvi),
        })
    })
}
