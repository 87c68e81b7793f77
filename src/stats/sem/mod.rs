//! Confirmatory factor analysis and structural equation models.
//!
//! Answers: does a model of factors and paths fit, what are its values, what would improve it? Models are written in lavaan's
//! syntax. Value for value the results are those of lavaan where the conventions agree; `tests/reference/stats` says where.

mod absolute;
mod baseline;
mod compare;
mod estimates;
mod expression;
mod fit;
mod least_squares;
mod likelihood;
mod measures;
mod missing;
mod modification;
mod ordinal;
mod resample;
mod residuals;
mod robust;
mod sample;
mod search;
mod solve;
mod standardize;
mod start;
mod structure;
mod syntax;
mod table;

pub use compare::{Comparison, InvarianceStep, compare, invariance};
pub use estimates::{Amos, Estimate, Remark};
pub use fit::{Convention, Estimator, FitOptions, Fitted, Gaps, fit, fit_moments};
pub use measures::{Measures, Robust, Scaling, Test};
pub use modification::Modification;
pub use ordinal::{OrderedEstimator, fit_ordered};
pub use resample::{Resampled, resample};
pub use residuals::Residual;
pub use syntax::Operator;
pub use table::Equal;
