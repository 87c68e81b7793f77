//! Interpretive structural modelling.

use crate::stats::describe::count;
use crate::stats::{Error, Matrix};

/// The most elements of a structure.
const MOST_ELEMENTS: usize = 500;

/// How the first element of a pair is related to the second (structural self-interaction matrix; Warfield 1974).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Relation {
    /// V: the first leads to the second.
    Forward,
    /// A: the second leads to the first.
    Backward,
    /// X: each leads to the other.
    Both,
    /// O: neither.
    Neither,
}

/// Where high driving power and dependence begin; above it is high.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub enum PowerCut {
    /// n / 2.
    #[default]
    Half,
    /// (n + 1) / 2.
    HalfOfNext,
    /// The mean power, which is the same for driving and dependence.
    Mean,
    /// A number.
    At(f64),
}

/// What an element is among the others (MICMAC; Duperrin and Godet 1973).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Role {
    /// Low driving power, low dependence.
    Autonomous,
    /// Low driving power, high dependence.
    Dependent,
    /// High driving power, high dependence.
    Linkage,
    /// High driving power, low dependence.
    Independent,
}

/// A structure. Elements are numbered from 0; matrices hold 0 and 1.
#[derive(Clone, PartialEq, Debug)]
pub struct Structure {
    /// Direct relations, with the diagonal set.
    pub initial: Matrix,
    /// Its transitive closure.
    pub reachable: Matrix,
    /// Relations that only the closure has, row by row.
    pub transitive: Vec<(usize, usize)>,
    /// Elements of every level, the top first.
    pub levels: Vec<Vec<usize>>,
    /// Number of elements that each one reaches, with itself.
    pub driving: Vec<usize>,
    /// Number of elements that reach each one, with itself.
    pub dependence: Vec<usize>,
    /// Where high power begins.
    pub cut: f64,
    /// Role of each element.
    pub roles: Vec<Role>,
    /// Groups of elements that reach each other, by their first element; most groups have one element.
    pub groups: Vec<Vec<usize>>,
    /// Pairs of groups, the fewest from which all reachability follows (transitive reduction), in order.
    pub edges: Vec<(usize, usize)>,
}

impl Structure {
    /// The groups of several elements.
    pub fn cycles(&self) -> impl Iterator<Item = &[usize]> {
        self.groups.iter().map(Vec::as_slice).filter(|group| group.len() > 1)
    }
}

/// The direct relations that pairs of elements name; elements from 1. Pairs that are not named have none.
///
/// # Errors
/// [`Error::BadOption`] for a pair with an element outside 1 to n, a pair of an element with itself, a pair named twice,
/// or too many elements; [`Error::TooFewColumns`] for none.
pub fn relations_to_adjacency(pairs: &[(usize, usize, Relation)], elements: usize) -> Result<Matrix, Error> {
    check_size(elements)?;
    let wrong = |reason: String| Error::BadOption { name: "ssim", reason };
    let mut matrix = Matrix { width: elements, cells: vec![0.0; elements * elements] };
    let mut known = vec![false; elements * elements];
    for &(first, second, relation) in pairs {
        if !(1..=elements).contains(&first) || !(1..=elements).contains(&second) {
            return Err(wrong(format!("the pair {first}, {second} is not among elements 1 to {elements}")));
        }
        if first == second {
            return Err(wrong(format!("element {first} is paired with itself")));
        }
        let forward = (first - 1) * elements + second - 1;
        let backward = (second - 1) * elements + first - 1;
        if known[forward] || known[backward] {
            return Err(wrong(format!("the pair {first}, {second} is named twice")));
        }
        known[forward] = true;
        if matches!(relation, Relation::Forward | Relation::Both) {
            matrix.cells[forward] = 1.0;
        }
        if matches!(relation, Relation::Backward | Relation::Both) {
            matrix.cells[backward] = 1.0;
        }
    }
    Ok(matrix)
}

/// Interpretive structural modelling (Warfield 1974): the closure of direct relations, its levels, driving power and
/// dependence with their roles, and the graph of the hierarchy.
///
/// `adjacency` is square with cells 0 and 1; a 1 in row i, column j says that i leads to j. Its diagonal does not matter.
/// Level one holds the elements whose reachability set is its intersection with their antecedent set; each further level
/// the same among those that are left.
///
/// # Errors
/// [`Error::TooFewColumns`] for an empty matrix; [`Error::BadOption`] for one that is not square, has other cells than 0
/// and 1 or more than 500 elements, and for a cut that is no number.
pub fn interpretive_structure(adjacency: &Matrix, cut: PowerCut) -> Result<Structure, Error> {
    let elements = adjacency.width;
    check_size(elements)?;
    let wrong = |reason: String| Error::BadOption { name: "adjacency", reason };
    if adjacency.cells.len() != elements * elements {
        return Err(wrong(format!("{} rows and {elements} columns are not square", adjacency.height())));
    }
    let mut direct = Vec::with_capacity(elements);
    for (place, row) in adjacency.rows().enumerate() {
        if let Some(column) =
            row.iter().position(|cell| cell.abs() > 0.0 && (cell - 1.0).abs() > 0.0 || cell.is_nan())
        {
            return Err(wrong(format!("row {}, column {} is neither 0 nor 1", place + 1, column + 1)));
        }
        direct.push(row.iter().enumerate().map(|(column, cell)| column == place || *cell > 0.5).collect());
    }
    let reach = closure(&direct);
    let driving: Vec<usize> = reach.iter().map(|row| row.iter().filter(|cell| **cell).count()).collect();
    let dependence: Vec<usize> =
        (0..elements).map(|column| reach.iter().filter(|row| row[column]).count()).collect();
    let cut = match cut {
        PowerCut::Half => count(elements) / 2.0,
        PowerCut::HalfOfNext => count(elements + 1) / 2.0,
        PowerCut::Mean => count(driving.iter().sum()) / count(elements),
        PowerCut::At(value) if value.is_finite() => value,
        PowerCut::At(_) => {
            return Err(Error::BadOption { name: "cut", reason: "must be a number".to_owned() });
        }
    };
    let groups = groups(&reach);
    Ok(Structure {
        transitive: added(&direct, &reach),
        levels: levels(&reach),
        roles: driving
            .iter()
            .zip(&dependence)
            .map(|(drives, depends)| role(*drives, *depends, cut))
            .collect(),
        edges: edges(&reach, &groups),
        initial: numbers(&direct),
        reachable: numbers(&reach),
        driving,
        dependence,
        cut,
        groups,
    })
}

fn check_size(elements: usize) -> Result<(), Error> {
    match elements {
        0 => Err(Error::TooFewColumns { needed: 1, got: 0 }),
        1..=MOST_ELEMENTS => Ok(()),
        _ => Err(Error::BadOption {
            name: "elements",
            reason: format!("{elements} are more than {MOST_ELEMENTS}"),
        }),
    }
}

/// Transitive closure (Warshall 1962).
fn closure(direct: &[Vec<bool>]) -> Vec<Vec<bool>> {
    let mut reach = direct.to_vec();
    for via in 0..reach.len() {
        let onward = reach[via].clone();
        for row in &mut reach {
            if row[via] {
                for (cell, onward) in row.iter_mut().zip(&onward) {
                    *cell |= *onward;
                }
            }
        }
    }
    reach
}

/// The relations that the closure adds.
fn added(direct: &[Vec<bool>], reach: &[Vec<bool>]) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    for (row, (before, after)) in direct.iter().zip(reach).enumerate() {
        for (column, (before, after)) in before.iter().zip(after).enumerate() {
            if *after && !*before {
                pairs.push((row, column));
            }
        }
    }
    pairs
}

/// Level by level the elements that reach no other element left but those that reach them too.
fn levels(reach: &[Vec<bool>]) -> Vec<Vec<usize>> {
    let mut left: Vec<usize> = (0..reach.len()).collect();
    let mut levels = Vec::new();
    while !left.is_empty() {
        let (level, rest): (Vec<usize>, Vec<usize>) = left.iter().partition(|element| {
            left.iter().all(|other| !reach[**element][*other] || reach[*other][**element])
        });
        levels.push(level);
        left = rest;
    }
    levels
}

fn role(drives: usize, depends: usize, cut: f64) -> Role {
    match (count(drives) > cut, count(depends) > cut) {
        (false, false) => Role::Autonomous,
        (false, true) => Role::Dependent,
        (true, true) => Role::Linkage,
        (true, false) => Role::Independent,
    }
}

/// Elements that reach each other, together.
fn groups(reach: &[Vec<bool>]) -> Vec<Vec<usize>> {
    let together = |first: usize, second: usize| reach[first][second] && reach[second][first];
    (0..reach.len())
        .filter(|element| !(0..*element).any(|before| together(*element, before)))
        .map(|element| (element..reach.len()).filter(|other| together(element, *other)).collect())
        .collect()
}

/// The pairs of groups that no third group stands between (Aho, Garey and Ullman 1972).
fn edges(reach: &[Vec<bool>], groups: &[Vec<usize>]) -> Vec<(usize, usize)> {
    let first: Vec<usize> = groups.iter().filter_map(|group| group.first().copied()).collect();
    let mut edges = Vec::new();
    for (from, start) in first.iter().enumerate() {
        for (to, end) in first.iter().enumerate() {
            let between =
                |via: &usize| via != start && via != end && reach[*start][*via] && reach[*via][*end];
            if from != to && reach[*start][*end] && !first.iter().any(between) {
                edges.push((from, to));
            }
        }
    }
    edges
}

fn numbers(cells: &[Vec<bool>]) -> Matrix {
    let width = cells.len();
    Matrix { width, cells: cells.iter().flatten().map(|cell| if *cell { 1.0 } else { 0.0 }).collect() }
}

#[cfg(test)]
mod tests {
    use super::{PowerCut, Relation, Role, interpretive_structure, relations_to_adjacency};
    use crate::stats::{Error, Matrix};

    #[test]
    fn a_ring_is_one_level_of_linkages() {
        let ring = [(1, 2, Relation::Forward), (2, 3, Relation::Forward), (1, 3, Relation::Backward)];
        let found =
            interpretive_structure(&relations_to_adjacency(&ring, 3).unwrap(), PowerCut::Mean).unwrap();
        assert_eq!((found.levels.len(), found.groups.len(), found.edges.len()), (1, 1, 0));
        assert_eq!(found.roles, [Role::Autonomous; 3], "no power is above the mean");
        let half = interpretive_structure(&found.initial, PowerCut::Half).unwrap();
        assert_eq!(half.roles, [Role::Linkage; 3]);
    }

    #[test]
    fn matrices_that_are_none_are_refused() {
        let shape = |width: usize, cells: &[f64]| {
            interpretive_structure(&Matrix { width, cells: cells.to_vec() }, PowerCut::Half)
        };
        assert!(matches!(shape(0, &[]), Err(Error::TooFewColumns { .. })));
        assert!(matches!(shape(2, &[0.0; 6]), Err(Error::BadOption { .. })));
        assert!(matches!(shape(2, &[0.0, 2.0, 0.0, 0.0]), Err(Error::BadOption { .. })));
        assert!(matches!(shape(2, &[0.0, f64::NAN, 0.0, 0.0]), Err(Error::BadOption { .. })));
    }

    #[test]
    fn pairs_that_contradict_are_refused() {
        for pairs in [
            vec![(1, 2, Relation::Forward), (2, 1, Relation::Forward)],
            vec![(1, 1, Relation::Both)],
            vec![(1, 4, Relation::Both)],
            vec![(0, 1, Relation::Neither)],
        ] {
            assert!(matches!(relations_to_adjacency(&pairs, 3), Err(Error::BadOption { .. })), "{pairs:?}");
        }
    }
}
