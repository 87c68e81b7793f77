//! A path model with all that is reported of it.

use crate::stats::describe::{count, moments};
use crate::stats::factor::{Missing, correlations};
use crate::stats::linear::invert;
use crate::stats::pls::algorithm::{Weights, construct_correlations, loadings, regress, weights};
use crate::stats::pls::consistent::{Consistent, consistent, rho_a};
use crate::stats::pls::model::{Divisor, PathQuestion, block};
use crate::stats::validity::htmt;
use crate::stats::{Error, Matrix, Table};
use nalgebra::{DMatrix, DVector};

/// Reliability of one construct.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct BlockReliability {
    /// Cronbach's α of standardized indicators.
    pub alpha: f64,
    /// ρ_A (Dijkstra & Henseler 2015, eq. 3); negative when the indicators do not hang together.
    pub rho_a: f64,
    /// ρ_C (Jöreskog 1971).
    pub rho_c: f64,
    /// Average variance extracted.
    pub extracted: f64,
}

/// One path, or one effect without a path of its own.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Effect {
    /// Cause.
    pub from: usize,
    /// Outcome.
    pub to: usize,
    /// Coefficient of the path; 0 without one.
    pub direct: f64,
    /// Through others.
    pub indirect: f64,
    /// Both.
    pub total: f64,
    /// Cohen's f² with the scores kept; NaN without a path.
    pub f_square: f64,
    /// Variance inflation of the cause among the causes of the outcome; NaN without a path.
    pub inflation: f64,
    /// Whether there is a path.
    pub is_path: bool,
}

/// A solved path model.
#[derive(Clone, PartialEq, Debug)]
pub struct PathModel {
    /// Rows used.
    pub n: usize,
    /// Names of the indicators, block by block.
    pub items: Vec<String>,
    /// Weights.
    pub weights: Weights,
    /// Correlations of all indicators with all constructs.
    pub cross_loadings: Matrix,
    /// Correlations of the constructs.
    pub correlations: Matrix,
    /// Effects by cause and outcome, those with a path first, then the others that are not 0.
    pub effects: Vec<Effect>,
    /// R² of every construct; NaN without causes.
    pub explained: Vec<f64>,
    /// The same, adjusted for the number of causes.
    pub explained_adjusted: Vec<f64>,
    /// Reliability of every construct.
    pub reliability: Vec<BlockReliability>,
    /// HTMT of all pairs; a single indicator counts as correlating perfectly with itself.
    pub htmt: Matrix,
    /// Scores, a row for each row used.
    pub scores: Matrix,
    /// Consistent estimates.
    pub consistent: Consistent,
}

/// Correlations of the columns of a question over the rows that are whole.
pub(super) fn indicator_correlations(table: &Table) -> Result<DMatrix<f64>, Error> {
    Ok(correlations(table, Missing::Listwise)?.matrix.dense())
}

/// Solves a path model over the complete rows of its columns, standardized.
///
/// # Errors
/// See [`PathQuestion`] for the model; [`Error::Constant`], [`Error::TooFewRows`]; [`Error::Singular`] with the
/// indicators of a formative construct that others determine; [`Error::NotPositiveDefinite`] when a score has no variance. Rounds that did not settle are no
/// error: `weights.converged` says it.
pub fn path_model(table: &Table, question: &PathQuestion) -> Result<PathModel, Error> {
    let used = question.columns(table)?.complete();
    let r = indicator_correlations(&used)?;
    check_formative(question, &r, &used.names)?;
    if used.rows() <= question.blocks.len() + 1 {
        return Err(Error::TooFewRows { needed: question.blocks.len() + 2, got: used.rows() });
    }
    let singular = || Error::NotPositiveDefinite {
        what: "a block of indicators, or the scores' correlations".to_owned(),
    };
    let found = weights(question, &r).ok_or_else(singular)?;
    let vector = DVector::from_vec(found.weights.clone());
    let cross = loadings(question, &r, &vector);
    let correlations = construct_correlations(question, &r, &vector);
    let (effects, explained) = effects(question, &correlations).ok_or_else(singular)?;
    let k = question.blocks.len();
    let n = count(used.rows());
    let explained_adjusted = (0..k)
        .map(|construct| {
            let causes = count(question.causes(construct).len());
            1.0 - (1.0 - explained[construct]) * (n - 1.0) / (n - causes - 1.0)
        })
        .collect();
    let reliability = reliability(question, &r, &vector, &cross);
    let consistent = consistent(question, &r, &vector, &correlations, &cross);
    let blocks: Vec<Vec<usize>> = question.ranges().into_iter().map(Iterator::collect).collect();
    Ok(PathModel {
        n: used.rows(),
        scores: scores(&used, question, &found.weights),
        items: used.names,
        cross_loadings: Matrix::of(&cross),
        correlations: Matrix::of(&correlations),
        effects,
        explained,
        explained_adjusted,
        reliability,
        htmt: ratios(&Matrix::of(&r), &blocks),
        consistent,
        weights: found,
    })
}

/// Formative indicators must not determine each other.
fn check_formative(question: &PathQuestion, r: &DMatrix<f64>, names: &[String]) -> Result<(), Error> {
    for (range, mode) in question.ranges().into_iter().zip(&question.modes) {
        if *mode == crate::stats::pls::Mode::B {
            invert(&block(r, &range, &range), &names[range.clone()])?;
        }
    }
    Ok(())
}

/// HTMT in which a single indicator correlates perfectly within.
fn ratios(r: &Matrix, blocks: &[Vec<usize>]) -> Matrix {
    let doubled: Vec<Vec<usize>> =
        blocks.iter().map(|block| if block.len() == 1 { vec![block[0]; 2] } else { block.clone() }).collect();
    htmt(r, &doubled).absolute
}

/// Path coefficients of every construct.
pub(super) fn coefficients(question: &PathQuestion, correlations: &DMatrix<f64>) -> Option<DMatrix<f64>> {
    let k = question.blocks.len();
    let mut beta = DMatrix::zeros(k, k);
    for construct in 0..k {
        let causes = question.causes(construct);
        if !causes.is_empty() {
            let slopes = regress(correlations, construct, &causes)?;
            for (cause, slope) in causes.iter().zip(slopes.iter()) {
                beta[(construct, *cause)] = *slope;
            }
        }
    }
    Some(beta)
}

pub(super) fn share(correlations: &DMatrix<f64>, outcome: usize, causes: &[usize]) -> Option<f64> {
    if causes.is_empty() {
        return Some(0.0);
    }
    let slopes = regress(correlations, outcome, causes)?;
    Some(causes.iter().zip(slopes.iter()).map(|(cause, slope)| slope * correlations[(*cause, outcome)]).sum())
}

/// Total effects, (I − B)⁻¹ − I.
pub(super) fn totals(beta: &DMatrix<f64>) -> DMatrix<f64> {
    let k = beta.nrows();
    let mut power = beta.clone();
    let mut sum = beta.clone();
    for _ in 1..k {
        power = &power * beta;
        sum += &power;
    }
    sum
}

fn effects(question: &PathQuestion, correlations: &DMatrix<f64>) -> Option<(Vec<Effect>, Vec<f64>)> {
    let k = question.blocks.len();
    let beta = coefficients(question, correlations)?;
    let total = totals(&beta);
    let mut explained = vec![f64::NAN; k];
    for (construct, slot) in explained.iter_mut().enumerate() {
        let causes = question.causes(construct);
        if !causes.is_empty() {
            *slot = share(correlations, construct, &causes)?;
        }
    }
    let mut found = Vec::new();
    for (from, to) in &question.paths {
        let causes = question.causes(*to);
        let others: Vec<usize> = causes.iter().copied().filter(|cause| cause != from).collect();
        let without = share(correlations, *to, &others)?;
        let among = share(correlations, *from, &others)?;
        found.push(Effect {
            from: *from,
            to: *to,
            direct: beta[(*to, *from)],
            indirect: total[(*to, *from)] - beta[(*to, *from)],
            total: total[(*to, *from)],
            f_square: (explained[*to] - without) / (1.0 - explained[*to]),
            inflation: 1.0 / (1.0 - among),
            is_path: true,
        });
    }
    for from in 0..k {
        for to in 0..k {
            let value = total[(to, from)];
            if value.abs() > 0.0 && !question.paths.contains(&(from, to)) {
                let (f_square, inflation) = (f64::NAN, f64::NAN);
                found.push(Effect {
                    from,
                    to,
                    direct: 0.0,
                    indirect: value,
                    total: value,
                    f_square,
                    inflation,
                    is_path: false,
                });
            }
        }
    }
    Some((found, explained))
}

fn reliability(
    question: &PathQuestion,
    r: &DMatrix<f64>,
    weights: &DVector<f64>,
    cross: &DMatrix<f64>,
) -> Vec<BlockReliability> {
    question
        .ranges()
        .into_iter()
        .enumerate()
        .map(|(construct, range)| {
            if range.len() == 1 {
                return BlockReliability { alpha: 1.0, rho_a: 1.0, rho_c: 1.0, extracted: 1.0 };
            }
            let k = count(range.len());
            let mut whole = 0.0;
            for one in range.clone() {
                for other in range.clone() {
                    whole += r[(one, other)];
                }
            }
            let sum: f64 = range.clone().map(|item| cross[(item, construct)]).sum();
            let squares: f64 = range.clone().map(|item| cross[(item, construct)].powi(2)).sum();
            BlockReliability {
                alpha: k / (k - 1.0) * (1.0 - k / whole),
                rho_a: rho_a(r, weights, range),
                rho_c: sum * sum / (sum * sum + k - squares),
                extracted: squares / k,
            }
        })
        .collect()
}

fn scores(table: &Table, question: &PathQuestion, weights: &[f64]) -> Matrix {
    let n = count(table.rows());
    let scale = if question.divisor == Divisor::Rows { ((n - 1.0) / n).sqrt() } else { 1.0 };
    let spread: Vec<(f64, f64)> = table
        .columns
        .iter()
        .map(|column| {
            let found = moments(column);
            (found.mean, found.standard_deviation() * scale)
        })
        .collect();
    let ranges = question.ranges();
    let mut cells = Vec::with_capacity(table.rows() * ranges.len());
    for row in 0..table.rows() {
        for range in &ranges {
            cells.push(
                range
                    .clone()
                    .map(|item| (table.columns[item][row] - spread[item].0) / spread[item].1 * weights[item])
                    .sum(),
            );
        }
    }
    Matrix { width: ranges.len(), cells }
}
