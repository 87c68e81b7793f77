//! The battery: every analysis of the first assessment, over one set of answers.

use crate::assess::measurement::{Measurement, measurement};
use crate::assess::moments::{ItemScores, scores};
use crate::assess::steps;
use crate::model::{CodeId, Instrument, ResponseSet};
use crate::stats::Error;

/// How the battery is run.
#[derive(Clone, PartialEq, Debug)]
pub struct Options {
    /// Significance level of the tests; intervals have the confidence 1 − α.
    pub alpha: f64,
    /// Number of components to extract; without it, as many as the codebook has components.
    pub components: Option<u32>,
    /// Seed of the parallel analysis.
    pub seed: u64,
}

impl Default for Options {
    /// α = .05; the seed is fixed so that a report can be reproduced.
    fn default() -> Self {
        Self { alpha: 0.05, components: None, seed: 20_250_101 }
    }
}

/// Items that belong together: those of one component or one subscale.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Scope {
    /// The component or subscale.
    pub code: CodeId,
    /// Indices of its items in the instrument.
    pub items: Vec<usize>,
}

/// Description of one item.
#[derive(Clone, PartialEq, Debug)]
pub struct ItemResult {
    /// Key of the item.
    pub key: String,
    /// Its factor.
    pub factor: CodeId,
    /// Number of answers.
    pub n: usize,
    /// Number of missing answers.
    pub missing: usize,
    /// Mean of the scored answers.
    pub mean: f64,
    /// Standard deviation, divisor n − 1.
    pub standard_deviation: f64,
    /// Skewness, type 2 (SPSS).
    pub skewness: f64,
    /// Excess kurtosis, type 2 (SPSS).
    pub kurtosis: f64,
    /// How many chose each scale point, lowest first (after reversal).
    pub counts: Vec<usize>,
    /// Correlation with the sum of all other items; NaN where it is not defined.
    pub item_rest: f64,
    /// α of all other items.
    pub alpha_if_deleted: f64,
}

/// Internal consistency of some items.
#[derive(Clone, PartialEq, Debug)]
pub struct Reliability {
    /// The component or subscale; `None` for all items.
    pub code: Option<CodeId>,
    /// Number of items.
    pub items: usize,
    /// Respondents who answered all of them.
    pub n: usize,
    /// Cronbach's α, or why it cannot be computed.
    pub alpha: Result<AlphaResult, Error>,
}

/// Cronbach's α with its interval.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct AlphaResult {
    /// α.
    pub alpha: f64,
    /// Lower bound of the interval (Feldt 1965).
    pub lower: f64,
    /// Upper bound.
    pub upper: f64,
}

/// Whether the correlations are worth a factor analysis.
#[derive(Clone, PartialEq, Debug)]
pub struct Adequacy {
    /// Kaiser-Meyer-Olkin measure.
    pub kmo: f64,
    /// Measure of sampling adequacy of each item.
    pub item_msa: Vec<f64>,
    /// Bartlett's χ².
    pub bartlett: f64,
    /// Its degrees of freedom.
    pub degrees_of_freedom: f64,
    /// Its p value.
    pub p: f64,
}

/// One extracted component.
#[derive(Clone, PartialEq, Debug)]
pub struct Component {
    /// Loading of each item after rotation.
    pub loadings: Vec<f64>,
    /// Sum of squared loadings.
    pub sum_of_squares: f64,
    /// Share of the items' total variance.
    pub variance: f64,
}

/// Principal components with varimax rotation.
#[derive(Clone, PartialEq, Debug)]
pub struct ComponentAnalysis {
    /// Eigenvalues of the correlation matrix, largest first.
    pub eigenvalues: Vec<f64>,
    /// 95th percentile of the eigenvalues of random data of the same size (Horn 1965).
    pub random_eigenvalues: Vec<f64>,
    /// Number of components that parallel analysis would keep.
    pub suggested: usize,
    /// The extracted components, largest first.
    pub components: Vec<Component>,
    /// Share of each item's variance that the components explain.
    pub communalities: Vec<f64>,
}

/// What a test says about a factor.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Verdict {
    /// The mean lies above the midpoint, beyond chance.
    Favourable,
    /// The mean lies below the midpoint, beyond chance.
    Unfavourable,
    /// The data do not tell.
    Undetermined,
}

impl Verdict {
    /// The word used in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Favourable => "favourable",
            Self::Unfavourable => "unfavourable",
            Self::Undetermined => "undetermined",
        }
    }
}

/// One-sample t-test of a factor's score against the midpoint of the scale.
#[derive(Clone, PartialEq, Debug)]
pub struct TestResult {
    /// The factor.
    pub factor: CodeId,
    /// Key of the factor's item, or of the first of them.
    pub item: String,
    /// Number of scores.
    pub n: usize,
    /// Mean.
    pub mean: f64,
    /// Standard deviation, divisor n − 1.
    pub standard_deviation: f64,
    /// t.
    pub t: f64,
    /// Degrees of freedom.
    pub degrees_of_freedom: f64,
    /// Two-sided p.
    pub p: f64,
    /// p after Holm's correction over all factors.
    pub p_holm: f64,
    /// Lower bound of the mean's interval.
    pub lower: f64,
    /// Upper bound.
    pub upper: f64,
    /// Cohen's d.
    pub d: f64,
    /// Lower bound of d's interval.
    pub d_lower: f64,
    /// Upper bound.
    pub d_upper: f64,
    /// Favourable or unfavourable when Holm's p is below α, else undetermined.
    pub verdict: Verdict,
    /// The published study's rule: favourable when the mean lies above the midpoint with uncorrected two-sided p below
    /// α, else unfavourable.
    pub two_state: Verdict,
}

/// Everything the battery found.
#[derive(Clone, PartialEq, Debug)]
pub struct Assessment {
    /// Name of the set of answers.
    pub set: String,
    /// Whether the answers were simulated.
    pub simulated: bool,
    /// Version of the questionnaire.
    pub version: u32,
    /// Number of respondents.
    pub respondents: usize,
    /// Respondents who answered every item.
    pub complete: usize,
    /// Lowest scale value.
    pub minimum: f64,
    /// Highest scale value.
    pub maximum: f64,
    /// The reference value of the tests.
    pub midpoint: f64,
    /// Significance level.
    pub alpha: f64,
    /// Description of each item.
    pub items: Vec<ItemResult>,
    /// α of all items, then of each component and subscale.
    pub reliability: Vec<Reliability>,
    /// KMO and Bartlett, or why not.
    pub adequacy: Result<Adequacy, Error>,
    /// Components, or why not.
    pub components: Result<ComponentAnalysis, Error>,
    /// The measurement model, or why not.
    pub measurement: Result<Measurement, Error>,
    /// One test per factor, in the order of the questionnaire.
    pub tests: Vec<TestResult>,
    /// Factors that could not be tested, with the reason.
    pub untested: Vec<(CodeId, Error)>,
}

impl Assessment {
    /// Number of factors with that verdict.
    pub fn count(&self, verdict: Verdict) -> usize {
        self.tests.iter().filter(|test| test.verdict == verdict).count()
    }

    /// Number of factors with that verdict by the two-state rule.
    pub fn count_two_state(&self, verdict: Verdict) -> usize {
        self.tests.iter().filter(|test| test.two_state == verdict).count()
    }
}

/// Runs the battery. `components` and `subscales` are those of the codebook; `model` is its measurement model in lavaan's
/// syntax.
pub fn assess(
    set: &ResponseSet,
    instrument: &Instrument,
    components: &[Scope],
    subscales: &[Scope],
    model: &str,
    options: &Options,
) -> Assessment {
    let item_scores: ItemScores = scores(set, instrument);
    let wanted = options.components.map_or(components.len(), |count| usize::try_from(count).unwrap_or(1));
    let (tests, untested) = steps::tests(&item_scores, instrument, options.alpha);
    Assessment {
        set: set.name.clone(),
        simulated: set.simulated,
        version: instrument.version,
        respondents: set.rows.len(),
        complete: item_scores.complete(),
        minimum: f64::from(instrument.scale.minimum()),
        maximum: f64::from(instrument.scale.maximum()),
        midpoint: instrument.scale.midpoint(),
        alpha: options.alpha,
        items: steps::describe(&item_scores, instrument),
        reliability: steps::reliability(&item_scores, components, subscales, options.alpha),
        adequacy: steps::adequacy(&item_scores),
        components: steps::components(&item_scores, wanted, options.seed),
        measurement: measurement(&item_scores, model),
        tests,
        untested,
    }
}
