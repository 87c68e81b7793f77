//! Which cells are missing together.

use crate::stats::Table;
use std::collections::BTreeMap;

/// Rows that lack the same columns.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Pattern {
    /// Numbers of the missing columns, from 0; none in complete rows.
    pub missing: Vec<usize>,
    /// The rows, from 0.
    pub rows: Vec<usize>,
}

/// Missing cells of a table.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MissingPatterns {
    /// Missing cells in each column.
    pub per_column: Vec<usize>,
    /// Rows without a missing cell.
    pub complete: usize,
    /// Rows without a single value.
    pub empty: usize,
    /// All patterns that occur, the most frequent first; of equally frequent ones that with fewer missing columns.
    pub patterns: Vec<Pattern>,
}

/// Counts missing cells by column and by pattern.
pub fn missing_patterns(table: &Table) -> MissingPatterns {
    let mut found: BTreeMap<Vec<usize>, Vec<usize>> = BTreeMap::new();
    let mut per_column = vec![0; table.columns.len()];
    for row in 0..table.rows() {
        let gaps = table.columns.iter().enumerate().filter(|(_, column)| !column[row].is_finite());
        let missing: Vec<usize> = gaps.map(|(index, _)| index).collect();
        for index in &missing {
            per_column[*index] += 1;
        }
        found.entry(missing).or_default().push(row);
    }
    let rows_lacking = |columns: usize| {
        let lists = found.iter().filter(|(missing, _)| missing.len() == columns);
        lists.map(|(_, rows)| rows.len()).sum::<usize>()
    };
    let complete = rows_lacking(0);
    let empty = if per_column.is_empty() { 0 } else { rows_lacking(per_column.len()) };
    let mut patterns: Vec<Pattern> =
        found.into_iter().map(|(missing, rows)| Pattern { missing, rows }).collect();
    patterns.sort_by(|one, other| {
        let size = other.rows.len().cmp(&one.rows.len());
        size.then(one.missing.len().cmp(&other.missing.len())).then(one.missing.cmp(&other.missing))
    });
    MissingPatterns { per_column, complete, empty, patterns }
}

#[cfg(test)]
mod tests {
    use super::missing_patterns;
    use crate::stats::Table;

    #[test]
    fn rows_are_counted_by_what_they_lack() {
        let gap = f64::NAN;
        let table = Table {
            names: ["a", "b"].map(str::to_owned).to_vec(),
            columns: vec![vec![1.0, gap, 3.0, gap, gap], vec![1.0, 2.0, 3.0, 4.0, gap]],
        };
        let found = missing_patterns(&table);
        assert_eq!((found.per_column, found.complete, found.empty), (vec![3, 1], 2, 1));
        let lists: Vec<_> = found.patterns.into_iter().map(|found| (found.missing, found.rows)).collect();
        assert_eq!(lists, [(vec![], vec![0, 2]), (vec![0], vec![1, 3]), (vec![0, 1], vec![4])]);
    }
}
