//! What is asked: constructs, their indicators, and the paths among them.

use crate::stats::pls::algorithm::Scheme;
use crate::stats::{Error, Table};
use nalgebra::DMatrix;

/// How the indicators of a construct are weighted.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Mode {
    /// By their covariances with the construct's neighbours (reflective).
    #[default]
    A,
    /// By their regression on them (formative).
    B,
}

/// What the sums of squares of the indicators are divided by when they are standardized.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Divisor {
    /// Rows less one (seminr, cSEM, SmartPLS).
    #[default]
    RowsLessOne,
    /// Rows (plspm).
    Rows,
}

/// A path model.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct PathQuestion {
    /// Constructs with the names of their indicators, in order.
    pub blocks: Vec<(String, Vec<String>)>,
    /// Mode of each construct.
    pub modes: Vec<Mode>,
    /// Paths, cause first, as positions of constructs.
    pub paths: Vec<(usize, usize)>,
    /// Inner weights.
    pub scheme: Scheme,
    /// Largest change of a weight at which the iteration stops.
    pub stop: f64,
    /// Divisor of the variances. Scores have variance 1 with it; weights, loadings, paths and all that follows from
    /// correlations are the same with either.
    pub divisor: Divisor,
}

impl PathQuestion {
    /// Checks the model and picks its columns, block by block.
    ///
    /// # Errors
    /// [`Error::UnknownColumns`], [`Error::BadOption`] naming constructs without indicators or in a circle of paths.
    pub(super) fn columns(&self, table: &Table) -> Result<Table, Error> {
        let bad = |reason: String| Err(Error::BadOption { name: "paths", reason });
        if let Some((name, _)) = self.blocks.iter().find(|(_, items)| items.is_empty()) {
            return bad(format!("{name} has no indicators"));
        }
        if self.blocks.len() < 2 || self.paths.is_empty() {
            return bad("a path model needs two constructs and a path".to_owned());
        }
        if self.stop.is_nan() || self.stop <= 0.0 {
            return Err(Error::BadOption { name: "stop", reason: "must be above 0".to_owned() });
        }
        let twice = |index: usize| self.paths[..index].contains(&self.paths[index]);
        if let Some((from, to)) =
            (0..self.paths.len()).find(|index| twice(*index)).map(|index| self.paths[index])
        {
            return bad(format!("{} -> {} stands there twice", self.blocks[from].0, self.blocks[to].0));
        }
        let reach = self.reach();
        let circle: Vec<&str> = (0..self.blocks.len())
            .filter(|at| reach[*at][*at])
            .map(|at| self.blocks[at].0.as_str())
            .collect();
        if !circle.is_empty() {
            return bad(format!("{} cause themselves in a circle", circle.join(", ")));
        }
        let alone: Vec<&str> = (0..self.blocks.len())
            .filter(|at| !self.paths.iter().any(|(from, to)| from == at || to == at))
            .map(|at| self.blocks[at].0.as_str())
            .collect();
        if !alone.is_empty() {
            return bad(format!("no path begins or ends at {}", alone.join(", ")));
        }
        let names: Vec<String> = self.blocks.iter().flat_map(|(_, items)| items.iter().cloned()).collect();
        let missing: Vec<String> = names.iter().filter(|name| !table.names.contains(name)).cloned().collect();
        if !missing.is_empty() {
            return Err(Error::UnknownColumns { columns: missing });
        }
        let twice: Vec<&str> = names
            .iter()
            .enumerate()
            .filter(|(index, name)| names[..*index].contains(name))
            .map(|(_, name)| name.as_str())
            .collect();
        if !twice.is_empty() {
            return bad(format!("{} stands in two blocks", twice.join(", ")));
        }
        table.select(&names).map_err(|name| Error::UnknownColumns { columns: vec![name] })
    }

    /// Whether a way of paths leads from a construct (row) to another (column).
    pub(super) fn reach(&self) -> Vec<Vec<bool>> {
        let k = self.blocks.len();
        let mut reach = vec![vec![false; k]; k];
        for (from, to) in &self.paths {
            reach[*from][*to] = true;
        }
        for middle in 0..k {
            for from in 0..k {
                for to in 0..k {
                    reach[from][to] |= reach[from][middle] && reach[middle][to];
                }
            }
        }
        reach
    }

    /// The columns of each block.
    pub(super) fn ranges(&self) -> Vec<std::ops::Range<usize>> {
        let mut begin = 0;
        self.blocks
            .iter()
            .map(|(_, items)| {
                let range = begin..begin + items.len();
                begin = range.end;
                range
            })
            .collect()
    }

    /// The causes of a construct.
    pub(super) fn causes(&self, construct: usize) -> Vec<usize> {
        self.paths.iter().filter(|(_, to)| *to == construct).map(|(from, _)| *from).collect()
    }
}

/// A block of a matrix.
pub(super) fn block(
    matrix: &DMatrix<f64>,
    rows: &std::ops::Range<usize>,
    columns: &std::ops::Range<usize>,
) -> DMatrix<f64> {
    matrix.view((rows.start, columns.start), (rows.len(), columns.len())).into_owned()
}
