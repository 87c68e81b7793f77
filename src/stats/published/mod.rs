//! Can the figures of a printed table be true together?
//!
//! Every figure is read with its decimals and stands for an interval; two figures are called inconsistent only when no
//! numbers within their intervals fit. That is a statement about figures, not about how they came to be: a misprint, a
//! dropped row and another rounding look the same.

mod bartlett;
mod decimal;
mod fit;
mod granularity;
mod loadings;
mod printed_p;
mod reported_test;
mod sentence;
pub mod table;

pub use bartlett::{AssumedCorrelation, Bartlett, bartlett};
pub use decimal::{Figure, NotAFigure};
pub use fit::{FitLine, FitReading, Ranged, RmseaDivisor, check_fit};
pub use granularity::{Answers, Grim, Grimmer, debit, deviation_bounds, grim, grimmer};
pub use loadings::{ComponentLoadings, Loading, LoadingsReading, check_loadings};
pub use printed_p::{PrintedP, Relation};
pub use reported_test::{Recomputed, ReportedTest, Statistic, recompute};
pub use sentence::{Statement, statements};
