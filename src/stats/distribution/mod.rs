//! Distribution functions with tails that stay true far out.
//!
//! Probabilities of the upper tail are computed as such, never as one minus the lower one; they are right down to the
//! smallest positive number and only then 0.

mod beta;
mod bivariate_normal;
mod chi_square;
mod fisher;
mod gamma;
mod noncentral_chi_square;
mod noncentral_t;
mod normal;
mod root;
mod stirling;
mod student;
mod studentized_range;

pub use bivariate_normal::bivariate_normal_lower;
pub use chi_square::{chi_square_lower, chi_square_quantile, chi_square_upper, log_chi_square_upper};
pub use fisher::{fisher_quantile, fisher_upper};
pub use noncentral_chi_square::{
    noncentral_chi_square_lower, noncentral_chi_square_noncentrality, noncentral_chi_square_quantile,
    noncentral_chi_square_upper,
};
pub use noncentral_t::{noncentral_t_lower, noncentrality_interval};
pub use normal::{log_normal_lower, normal_lower, normal_quantile};
pub use student::{log_student_two_sided, student_quantile, student_two_sided, student_upper};
pub use studentized_range::{studentized_range_quantile, studentized_range_upper};

pub(super) use gamma::log_gamma;
