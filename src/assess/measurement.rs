//! The measurement model of the codebook: does it fit the answers, do the items of a construct hang together, are the
//! constructs distinct?

use crate::assess::ItemScores;
use crate::stats::factor::{Missing, correlations};
use crate::stats::sem::{Estimator, FitOptions, Fitted, Operator, Remark, fit};
use crate::stats::validity::{Construct, Constructs, Htmt, constructs, htmt};
use crate::stats::{Error, Matrix, Table};

/// HTMT from which two constructs are not distinct (Henseler, Ringle and Sarstedt 2015; the stricter .85 of Kline is for
/// constructs that differ in meaning).
pub const HTMT_BOUND: f64 = 0.90;

/// Variance extracted that a construct should reach (Fornell and Larcker 1981).
pub const EXTRACTED_BOUND: f64 = 0.5;

/// Composite reliability that a construct should reach (Nunnally 1978).
pub const COMPOSITE_BOUND: f64 = 0.7;

/// One loading of the model.
#[derive(Clone, PartialEq, Debug)]
pub struct Loading {
    /// Key of the construct.
    pub construct: String,
    /// Key of the item (or of the construct below).
    pub item: String,
    /// Standardized loading.
    pub value: f64,
    /// Its standard error.
    pub error: f64,
    /// Its z.
    pub z: f64,
    /// Two-sided p of z.
    pub p: f64,
}

/// A fit index, plain and corrected for answers that are not normal.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct FitIndex {
    /// Its name in the field.
    pub name: &'static str,
    /// From the plain χ².
    pub plain: f64,
    /// The robust one, which is to be reported; NaN where the index has none.
    pub robust: f64,
    /// What is customarily asked of it; `None` where nothing is.
    pub bound: Option<Bound>,
}

/// The customary bound of a fit index.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Bound {
    /// At least this much.
    AtLeast(f64),
    /// At most this much.
    AtMost(f64),
}

impl FitIndex {
    /// The value to report: the robust one where there is one.
    pub fn reported(&self) -> f64 {
        if self.robust.is_finite() { self.robust } else { self.plain }
    }

    /// Whether the reported value keeps the bound; `None` without one or without a value.
    pub fn is_kept(&self) -> Option<bool> {
        let value = self.reported();
        let bound = self.bound.filter(|_| value.is_finite())?;
        Some(match bound {
            Bound::AtLeast(least) => value >= least,
            Bound::AtMost(most) => value <= most,
        })
    }
}

/// What the measurement model says of the answers.
#[derive(Clone, PartialEq, Debug)]
pub struct Measurement {
    /// The model in lavaan's syntax.
    pub model: String,
    /// Respondents who answered every item.
    pub n: f64,
    /// Number of free parameters.
    pub free: usize,
    /// χ² and its p, plain and robust (Yuan and Bentler 2000), with the degrees of freedom.
    pub chi_square: ChiSquare,
    /// The indices, in the order in which they are reported.
    pub indices: Vec<FitIndex>,
    /// 90 % interval of the reported RMSEA.
    pub rmsea_interval: (f64, f64),
    /// Loadings in the order of the model.
    pub loadings: Vec<Loading>,
    /// The constructs with ω, composite reliability and variance extracted; empty for a model of higher order.
    pub constructs: Vec<Construct>,
    /// Correlations of the constructs.
    pub phi: Matrix,
    /// Ratios of correlations between and within constructs.
    pub htmt: Htmt,
    /// What is wrong with the solution.
    pub remarks: Vec<Remark>,
}

/// The test of exact fit.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct ChiSquare {
    /// Plain χ².
    pub plain: f64,
    /// Its p.
    pub plain_p: f64,
    /// Robust χ².
    pub robust: f64,
    /// Its p.
    pub robust_p: f64,
    /// Degrees of freedom of both.
    pub degrees_of_freedom: f64,
}

/// Fits a measurement model to the complete answers by maximum likelihood with robust standard errors and test (MLR), since
/// answers on a scale of few points are seldom normal.
///
/// Customary bounds: CFI, TLI ≥ .95, RMSEA ≤ .06, SRMR ≤ .08 (Hu and Bentler 1999); χ²/df ≤ 3 (Kline 2016); GFI, NFI, IFI ≥ .90
/// (Byrne 2016), which are kept because theses are asked for them.
///
/// # Errors
/// As for [`fit`]: an item that does not vary, a model that is not identified, too few answers.
pub(super) fn measurement(scores: &ItemScores, model: &str) -> Result<Measurement, Error> {
    let table = Table { names: scores.keys.clone(), columns: scores.columns.clone() };
    let options = FitOptions { estimator: Estimator::YuanBentler, ..FitOptions::default() };
    let fitted = fit(model, &table, None, &options)?;
    let estimates = fitted.estimates()?;
    // A model of higher order has constructs without items of their own, for which these figures are not defined.
    let is_higher = estimates
        .iter()
        .any(|row| row.operator == Operator::MeasuredBy && fitted.latent().contains(&row.right));
    let found = if is_higher {
        Constructs { constructs: Vec::new(), phi: fitted.factor_correlations(0), total: f64::NAN }
    } else {
        constructs(&fitted)?
    };
    let get = |name: &str| fitted.measures.get(name).unwrap_or(f64::NAN);
    let loadings = estimates
        .into_iter()
        .filter(|row| row.operator == Operator::MeasuredBy)
        .map(|row| Loading {
            value: row.standardized,
            error: row.standardized_error,
            z: row.standardized_z(),
            p: row.standardized_p(),
            construct: row.left,
            item: row.right,
        })
        .collect();
    let chi_square = ChiSquare {
        plain: get("chisq"),
        plain_p: get("pvalue"),
        robust: get("chisq.scaled"),
        robust_p: get("pvalue.scaled"),
        degrees_of_freedom: get("df"),
    };
    Ok(Measurement {
        model: model.to_owned(),
        n: fitted.sample_size(),
        free: fitted.free(),
        chi_square,
        indices: indices(&get, chi_square),
        rmsea_interval: (get("rmsea.ci.lower.robust"), get("rmsea.ci.upper.robust")),
        loadings,
        htmt: ratios(&fitted, &table, &found.constructs)?,
        phi: found.phi,
        constructs: found.constructs,
        remarks: fitted.remarks(),
    })
}

fn indices(get: &dyn Fn(&str) -> f64, chi_square: ChiSquare) -> Vec<FitIndex> {
    let degrees = chi_square.degrees_of_freedom;
    let least = |bound| Some(Bound::AtLeast(bound));
    let most = |bound| Some(Bound::AtMost(bound));
    let index = |name, plain, robust, bound| FitIndex { name, plain, robust, bound };
    let alone = f64::NAN;
    vec![
        index("χ²/df", chi_square.plain / degrees, chi_square.robust / degrees, most(3.0)),
        index("CFI", get("cfi"), get("cfi.robust"), least(0.95)),
        index("TLI", get("tli"), get("tli.robust"), least(0.95)),
        index("RMSEA", get("rmsea"), get("rmsea.robust"), most(0.06)),
        index("SRMR", get("srmr"), alone, most(0.08)),
        index("NFI", get("nfi"), alone, least(0.90)),
        index("IFI", get("ifi"), alone, least(0.90)),
        index("GFI", get("gfi"), alone, least(0.90)),
        index("AGFI", get("agfi"), alone, None),
    ]
}

/// HTMT of the constructs' items over the complete answers.
fn ratios(fitted: &Fitted, table: &Table, found: &[Construct]) -> Result<Htmt, Error> {
    let unknown = |name: String| Error::UnknownColumns { columns: vec![name] };
    let used = table.select(fitted.observed()).map_err(unknown)?;
    let correlations = correlations(&used, Missing::Listwise)?;
    let place = |item: &String| correlations.names.iter().position(|name| name == item);
    let blocks: Vec<Vec<usize>> =
        found.iter().map(|construct| construct.items.iter().filter_map(place).collect()).collect();
    Ok(htmt(&correlations.matrix, &blocks))
}
