//! Which figures of a row do not go together.

use crate::stats::published::Grimmer;
use crate::stats::published::table::row::RowReading;

/// A figure that is inconsistent with the others of its row at an n.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Inconsistency {
    /// t does not follow from mean, standard deviation and n.
    T,
    /// t has another sign than mean − μ.
    Sign,
    /// p is that of no tail of t with n − 1 degrees of freedom.
    P,
    /// No sum of n whole numbers gives the mean.
    Mean,
    /// No n whole numbers of the scale with this mean have this standard deviation.
    Deviation,
}

impl Inconsistency {
    /// Its short name: `t`, `sign`, `p`, `mean`, `sd`.
    pub fn name(self) -> &'static str {
        match self {
            Self::T => "t",
            Self::Sign => "sign",
            Self::P => "p",
            Self::Mean => "mean",
            Self::Deviation => "sd",
        }
    }
}

impl RowReading {
    /// The inconsistent figures of the row at an n that it was checked at; none for another n.
    ///
    /// A sign counts only when rounding of the mean cannot explain it.
    pub fn inconsistent_at(&self, n: u32) -> Vec<Inconsistency> {
        let Some(at) = self.sizes.iter().find(|at| at.n == n) else { return Vec::new() };
        let rounding_explains = self.sign_possible == Some(true) && at.t_consistent == Some(true);
        let grimmer_fails =
            at.grimmer.is_some_and(|found| !matches!(found, Grimmer::Consistent | Grimmer::Mean));
        [
            (Inconsistency::T, at.t_consistent == Some(false)),
            (Inconsistency::Sign, self.sign_consistent == Some(false) && !rounding_explains),
            (Inconsistency::P, at.tails.is_some_and(|tails| tails.any() == Some(false))),
            (Inconsistency::Mean, at.grim == Some(false)),
            (Inconsistency::Deviation, grimmer_fails),
        ]
        .into_iter()
        .filter(|(_, holds)| *holds)
        .map(|(finding, _)| finding)
        .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::Inconsistency;
    use crate::stats::published::table::{Question, check_row, read};

    #[test]
    fn each_figure_is_named_once() {
        let cells = vec!["R40", "3.00", "1.11", "1.99", ".049"];
        let rows = read(&["item", "mean", "sd", "t", "p"], &[cells]).rows;
        let question = Question { scale: Some((1, 5)), ..Question::against(3.0) };
        let found = check_row(&rows[0], &question, &[384, 20]).unwrap();
        assert_eq!(found.inconsistent_at(384), [Inconsistency::T, Inconsistency::Sign, Inconsistency::P]);
        assert!(found.inconsistent_at(20).contains(&Inconsistency::Deviation));
        assert!(found.inconsistent_at(21).is_empty());
    }
}
