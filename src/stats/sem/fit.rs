//! Fitting a model to a table.

use crate::stats::describe::count;
use crate::stats::sem::baseline;
use crate::stats::sem::least_squares::Moments;
use crate::stats::sem::likelihood::Wanted;
use crate::stats::sem::measures::{Measures, Robust, Scaling, Test, from_tests, upper};
use crate::stats::sem::missing;
use crate::stats::sem::robust::{Centre, crossproduct, inverse, scores, trace};
use crate::stats::sem::sample::Sample;
use crate::stats::sem::solve::{Data, Solution, starts};
use crate::stats::sem::structure::Implied;
use crate::stats::sem::syntax::parse;
use crate::stats::sem::table::{Equal, ParameterTable, Role, Rules};
use crate::stats::{Error, Groups, Table};
use nalgebra::{DMatrix, DVector};
use std::collections::BTreeSet;

/// How the values are estimated, and what standard errors and tests take into account.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Estimator {
    /// Maximum likelihood; standard errors from the expected information (the observed one with missing values).
    #[default]
    MaximumLikelihood,
    /// Maximum likelihood; standard errors and the mean-corrected test of Satorra and Bentler (1994): MLM.
    SatorraBentler,
    /// Maximum likelihood; sandwich standard errors and the test of Yuan and Bentler (2000) in the form of Mplus: MLR.
    YuanBentler,
    /// Unweighted least squares.
    UnweightedLeastSquares,
}

/// How a covariance matrix and the statistic count rows.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Convention {
    /// n everywhere (lavaan, Mplus).
    #[default]
    Normal,
    /// n − 1 everywhere (LISREL, AMOS, EQS).
    Wishart,
}

/// What becomes of rows with missing values.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Gaps {
    /// They are left out.
    #[default]
    Listwise,
    /// They count with the values they have (full information; Arbuckle 1996).
    FullInformation,
}

/// How a model is fitted.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct FitOptions {
    /// The estimator.
    pub estimator: Estimator,
    /// The convention.
    pub convention: Convention,
    /// Missing values.
    pub gaps: Gaps,
    /// Factors have variance 1 and all loadings are free (`std.lv`).
    pub standardized_factors: bool,
    /// Means are modelled too; with several groups and with missing values they always are.
    pub means: bool,
    /// Factors do not covary unless the model says so.
    pub orthogonal: bool,
    /// What the groups have in common.
    pub equal: BTreeSet<Equal>,
    /// Observed causes are random, not taken as they are.
    pub random_causes: bool,
}

/// A fitted model before it is told: the solution with all that its reports rest on.
#[derive(Clone, PartialEq, Debug)]
pub struct Fitted {
    pub(super) solution: Solution,
    pub(super) samples: Vec<Sample>,
    pub(super) moments: Vec<Moments>,
    pub(super) group_names: Vec<String>,
    pub(super) options: FitOptions,
    /// Covariances of the free values.
    pub(super) covariance: DMatrix<f64>,
    pub(super) implied: Vec<Implied>,
    /// The test of the model.
    pub test: Test,
    /// The test of the independence model.
    pub baseline: Test,
    /// All indices.
    pub measures: Measures,
    /// Thresholds and correlations of ordered categories, for their estimators.
    pub(super) ordinal: Option<crate::stats::sem::ordinal::OrdinalPart>,
}

/// Fits a model in lavaan's syntax.
///
/// The columns of `table` that the model names are used, in any order. With `groups` every group has values of its own but
/// for what `options.equal` lists; rows without a group are left out.
///
/// # Errors
/// [`Error::Model`] where the text cannot be read; [`Error::UnknownColumns`]; [`Error::TooFewRows`], [`Error::Constant`],
/// [`Error::AllMissing`], [`Error::Singular`] for the data; [`Error::NotIdentified`] with the parameters;
/// [`Error::BadOption`] for combinations that have no meaning. A solution that did not converge or is not admissible (a
/// Heywood case) is no error: the result says it.
pub fn fit(
    model: &str,
    table: &Table,
    groups: Option<&Groups>,
    options: &FitOptions,
) -> Result<Fitted, Error> {
    let parsed = parse(model)?;
    let rules = Rules {
        standardized_factors: options.standardized_factors,
        means: options.means || options.gaps == Gaps::FullInformation || groups.is_some(),
        groups: groups.map_or(1, |groups| groups.names.len()),
        equal: options.equal.clone(),
        orthogonal: options.orthogonal,
        random_causes: options.random_causes,
        ordered: false,
    };
    let parameters = ParameterTable::of(&parsed, &rules)?;
    let used = columns(table, &parameters.observed)?;
    check_options(options)?;
    let mut samples = Vec::new();
    let mut names = Vec::new();
    match groups {
        None => {
            samples.push(sample(&used, options)?);
            names.push(String::new());
        }
        Some(groups) => {
            for (index, name) in groups.names.iter().enumerate() {
                let rows: Vec<usize> =
                    (0..used.rows()).filter(|row| groups.of_row.get(*row) == Some(&Some(index))).collect();
                let part = Table {
                    names: used.names.clone(),
                    columns: used
                        .columns
                        .iter()
                        .map(|column| rows.iter().map(|row| column[*row]).collect())
                        .collect(),
                };
                samples.push(sample(&part, options)?);
                names.push(name.clone());
            }
        }
    }
    fit_samples(parameters, samples, names, options)
}

/// Fits a model to given means and covariances (divisor n) of n rows.
///
/// # Errors
/// As [`fit`].
pub fn fit_moments(
    model: &str,
    names: &[String],
    covariance: &crate::stats::Matrix,
    n: usize,
    options: &FitOptions,
) -> Result<Fitted, Error> {
    let parsed = parse(model)?;
    let rules = Rules {
        standardized_factors: options.standardized_factors,
        groups: 1,
        orthogonal: options.orthogonal,
        random_causes: options.random_causes,
        ..Rules::default()
    };
    let parameters = ParameterTable::of(&parsed, &rules)?;
    let order = positions(names, &parameters.observed)?;
    let dense =
        DMatrix::from_fn(order.len(), order.len(), |row, column| covariance.at(order[row], order[column]));
    let mut sample = Sample::given(&parameters.observed, DVector::zeros(order.len()), dense, count(n))?;
    if options.convention == Convention::Wishart {
        sample = sample.into_wishart();
    }
    if options.estimator != Estimator::MaximumLikelihood {
        return Err(Error::BadOption {
            name: "estimator",
            reason: "a covariance matrix without rows allows only ML".to_owned(),
        });
    }
    fit_samples(parameters, vec![sample], vec![String::new()], options)
}

fn check_options(options: &FitOptions) -> Result<(), Error> {
    let gaps = options.gaps == Gaps::FullInformation;
    let reason = match options.estimator {
        Estimator::SatorraBentler | Estimator::UnweightedLeastSquares if gaps => {
            "full information works with ML and MLR only"
        }
        Estimator::SatorraBentler | Estimator::YuanBentler if options.convention == Convention::Wishart => {
            "the Wishart convention works with ML only"
        }
        _ if gaps && options.convention == Convention::Wishart => "the Wishart convention needs whole rows",
        _ => return Ok(()),
    };
    Err(Error::BadOption { name: "estimator", reason: reason.to_owned() })
}

fn positions(names: &[String], wanted: &[String]) -> Result<Vec<usize>, Error> {
    let missing: Vec<String> = wanted.iter().filter(|name| !names.contains(name)).cloned().collect();
    if !missing.is_empty() {
        return Err(Error::UnknownColumns { columns: missing });
    }
    Ok(wanted.iter().filter_map(|name| names.iter().position(|other| other == name)).collect())
}

/// The columns of a table in the order of the model.
pub(super) fn columns(table: &Table, wanted: &[String]) -> Result<Table, Error> {
    let order = positions(&table.names, wanted)?;
    Ok(Table {
        names: wanted.to_vec(),
        columns: order.iter().map(|index| table.columns[*index].clone()).collect(),
    })
}

fn sample(table: &Table, options: &FitOptions) -> Result<Sample, Error> {
    match (options.gaps, options.convention, options.estimator) {
        (Gaps::FullInformation, ..) => Sample::with_gaps(table),
        (_, _, Estimator::UnweightedLeastSquares) => Sample::whole(table, true),
        (_, Convention::Wishart, _) => Ok(Sample::whole(table, true)?.into_wishart()),
        _ => Sample::whole(table, false),
    }
}

/// Means and covariances of samples with weight 1 on every element.
pub(super) fn unweighted(samples: &[Sample], means: bool) -> Vec<Moments> {
    let total: f64 = samples.iter().map(|sample| sample.n).sum();
    samples
        .iter()
        .map(|sample| Moments {
            share: sample.n / total,
            mean: means.then(|| sample.mean.clone()),
            covariance: sample.covariance.clone(),
            weight: DMatrix::from_element(sample.mean.len(), sample.mean.len(), 1.0),
        })
        .collect()
}

pub(super) fn fit_samples(
    table: ParameterTable,
    samples: Vec<Sample>,
    group_names: Vec<String>,
    options: &FitOptions,
) -> Result<Fitted, Error> {
    let least_squares = options.estimator == Estimator::UnweightedLeastSquares;
    let moments = if least_squares { unweighted(&samples, table.means) } else { Vec::new() };
    let data = if least_squares { Data::Moments(&moments) } else { Data::Likelihood(&samples) };
    let begin = starts(&table, data);
    let solution = Solution::find(table, data, begin)?;
    let implied = all_implied(&solution, &samples)?;
    let baseline = baseline::solve(&solution.table, &samples, &moments, least_squares)?;
    let covariance = match least_squares {
        true => least_squares_covariance(&solution, &samples, &moments)?,
        false => covariance(&solution, &samples, &implied, options)?,
    };
    let (test, base) = if least_squares {
        (plain_least_squares(&solution, &samples), plain_least_squares(&baseline, &samples))
    } else {
        let base_implied = all_implied(&baseline, &samples)?;
        let mut test = likelihood_test(&solution, &samples, &implied, options)?;
        let mut base = likelihood_test(&baseline, &samples, &base_implied, options)?;
        if options.gaps == Gaps::FullInformation && samples.len() == 1 {
            test.robust = missing::corrected(&solution, &samples[0], &implied[0]);
            base.robust = missing::corrected(&baseline, &samples[0], &base_implied[0]);
        }
        (test, base)
    };
    let total: f64 = match least_squares {
        true => samples.iter().map(|sample| sample.n - 1.0).sum(),
        false => samples.iter().map(Sample::weight).sum(),
    };
    let mut measures = from_tests(&test, &base, total, count(samples.len()));
    if options.estimator == Estimator::YuanBentler {
        let free = missing::free_trace(&solution, &samples, &implied)?;
        let p = solution.table.observed.len();
        let moments = count(samples.len() * (p * (p + 1) / 2 + if solution.table.means { p } else { 0 }));
        measures.push("scaling.factor.h1", missing::saturated_trace(&solution.table, &samples)? / moments);
        measures.push("scaling.factor.h0", free / count(solution.table.free));
    }
    let mut fitted = Fitted {
        solution,
        samples,
        moments,
        group_names,
        options: options.clone(),
        covariance,
        implied,
        test,
        baseline: base,
        measures,
        ordinal: None,
    };
    fitted.add_absolute(total);
    Ok(fitted)
}

pub(super) fn all_implied(solution: &Solution, samples: &[Sample]) -> Result<Vec<Implied>, Error> {
    let broken = || Error::NotPositiveDefinite { what: "I - B of the model".to_owned() };
    samples
        .iter()
        .enumerate()
        .map(|(group, sample)| {
            Ok(solution.implied(group).ok_or_else(broken)?.with_means_of(&solution.table, &sample.mean))
        })
        .collect()
}

/// Degrees of freedom: moments of the data less free values; moments of causes that are taken as they are do not count.
pub(super) fn degrees(table: &ParameterTable, groups: usize) -> f64 {
    let p = table.observed.len();
    let each = p * (p + 1) / 2 + if table.means { p } else { 0 };
    let taken = table.rows.iter().filter(|row| row.role == Role::Exogenous).count();
    count(each * groups) - count(taken) - count(table.free)
}

fn singular(what: &str) -> Error {
    Error::NotPositiveDefinite { what: what.to_owned() }
}

/// Covariances of the free values.
fn covariance(
    solution: &Solution,
    samples: &[Sample],
    implied: &[Implied],
    options: &FitOptions,
) -> Result<DMatrix<f64>, Error> {
    let data = Data::Likelihood(samples);
    let total: f64 = samples.iter().map(Sample::weight).sum();
    let observed = options.gaps == Gaps::FullInformation || options.estimator == Estimator::YuanBentler;
    let wanted = if observed { Wanted::Observed } else { Wanted::Expected };
    let information =
        solution.information(data, wanted).ok_or_else(|| singular("the information of the model"))?;
    let bread = inverse(&information).ok_or_else(|| singular("the information of the model"))?;
    let centre = match options.estimator {
        Estimator::SatorraBentler => Centre::Sample,
        Estimator::YuanBentler => Centre::Model,
        _ => return Ok(bread / total),
    };
    let meat = meat(solution, samples, implied, centre)?;
    Ok(&bread * (meat / total) * &bread / total)
}

/// The sum of the rows' products of scores over all groups.
pub(super) fn meat(
    solution: &Solution,
    samples: &[Sample],
    implied: &[Implied],
    centre: Centre,
) -> Result<DMatrix<f64>, Error> {
    let mut found = DMatrix::zeros(solution.table.free, solution.table.free);
    for (group, sample) in samples.iter().enumerate() {
        let rows = scores(&solution.structure, &solution.table, sample, &implied[group], group, centre)
            .ok_or_else(|| singular("the covariance matrix that the model implies"))?;
        found += crossproduct(&rows);
    }
    Ok(found)
}

/// The likelihood-ratio test against the saturated model, with its correction.
fn likelihood_test(
    solution: &Solution,
    samples: &[Sample],
    implied: &[Implied],
    options: &FitOptions,
) -> Result<Test, Error> {
    let total: f64 = samples.iter().map(Sample::weight).sum();
    let saturated: f64 = samples.iter().map(|sample| sample.saturated).sum();
    let statistic = (2.0 * total * solution.value - saturated).max(0.0);
    let degrees = degrees(&solution.table, samples.len());
    let mut test = Test { statistic, degrees, p: upper(statistic, degrees), scaling: None, robust: None };
    if degrees <= 0.0 {
        return Ok(test);
    }
    let trace = match options.estimator {
        Estimator::SatorraBentler => {
            let information = solution
                .information(Data::Likelihood(samples), Wanted::Expected)
                .and_then(|information| inverse(&information))
                .ok_or_else(|| singular("the information of the model"))?;
            let meat = meat(solution, samples, implied, Centre::Sample)? / total;
            let mut sum = 0.0;
            for (sample, implied) in samples.iter().zip(implied) {
                let part = trace(sample, &implied.covariance, solution.table.means);
                sum += part.ok_or_else(|| singular("the implied covariance matrix"))? / sample.n;
            }
            sum - meat.component_mul(&information).sum()
        }
        Estimator::YuanBentler => {
            let free = missing::free_trace(solution, samples, implied)?;
            missing::saturated_trace(&solution.table, samples)? - free
        }
        _ => return Ok(test),
    };
    let factor = trace / degrees;
    test.scaling = Some(Scaling { statistic: statistic / factor, factor, shift: 0.0, trace });
    test.robust = Some(Robust { statistic, factor });
    Ok(test)
}

fn plain_least_squares(solution: &Solution, samples: &[Sample]) -> Test {
    let n: f64 = samples.iter().map(|sample| sample.n - 1.0).sum();
    Test {
        statistic: 2.0 * n * solution.value,
        degrees: degrees(&solution.table, samples.len()),
        p: f64::NAN,
        scaling: None,
        robust: None,
    }
}

/// Covariances of the free values of least squares with normal answers: (ΔᵀΔ)⁻¹ΔᵀΓΔ(ΔᵀΔ)⁻¹/n (Browne 1984, eq. 2.12).
fn least_squares_covariance(
    solution: &Solution,
    samples: &[Sample],
    moments: &[Moments],
) -> Result<DMatrix<f64>, Error> {
    let total: f64 = samples.iter().map(|sample| sample.n - 1.0).sum();
    let information = solution
        .information(Data::Moments(moments), Wanted::Expected)
        .ok_or_else(|| singular("the information of the model"))?;
    let bread = inverse(&information).ok_or_else(|| singular("the information of the model"))?;
    Ok(bread / total)
}
