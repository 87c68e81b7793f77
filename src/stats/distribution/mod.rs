//! Distribution functions with tails that stay true far out.
//!
//! Probabilities of the upper tail are computed as such, never as one minus the lower one; they are right down to the
//! smallest positive number and only then 0.

mod beta;
mod chi_square;
mod fisher;
mod gamma;
mod noncentral_t;
mod normal;
mod student;

pub use chi_square::chi_square_upper;
pub use fisher::{fisher_quantile, fisher_upper};
pub use noncentral_t::{noncentral_t_lower, noncentrality_interval};
pub use normal::{normal_lower, normal_quantile};
pub use student::{student_quantile, student_two_sided, student_upper};

pub(super) use gamma::log_gamma;
