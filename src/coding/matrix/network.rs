//! Codes as a network: what comes together is joined.

use crate::coding::matrix::axis::Entry;
use crate::coding::matrix::relate::{CoOccurrence, Nearness};

/// Two codes that come together.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Edge {
    /// Number of the one node.
    pub from: usize,
    /// Number of the other node, the later one in the order of the codebook.
    pub to: usize,
    /// How often: pairs of quotations.
    pub weight: u64,
    /// The coefficient c; see [`CoOccurrence::coefficient`].
    pub coefficient: Option<f64>,
}

/// Codes and how strongly they are joined.
#[derive(Clone, PartialEq, Debug)]
pub struct Network {
    /// When two codes count as joined.
    pub nearness: Nearness,
    /// The smallest weight of an edge.
    pub least: u64,
    /// Codes with at least one quotation, and their number of quotations.
    pub nodes: Vec<(Entry, u64)>,
    /// What joins them, in the order of the nodes.
    pub edges: Vec<Edge>,
    /// Quotations that were left out because their place is not sure.
    pub left_out: u64,
}

/// Makes the network of a table of codes against themselves; edges below `least` are left out.
pub fn network(table: &CoOccurrence, least: u64) -> Network {
    let kept: Vec<usize> = (0..table.rows.len()).filter(|row| table.row_quotations[*row] > 0).collect();
    let mut edges = Vec::new();
    for (from, row) in kept.iter().enumerate() {
        for (to, column) in kept.iter().enumerate().skip(from + 1) {
            let weight = table.cells[*row][*column].pairs;
            if weight >= least.max(1) {
                edges.push(Edge { from, to, weight, coefficient: table.coefficient(*row, *column) });
            }
        }
    }
    let nodes = kept.iter().map(|row| (table.rows[*row].clone(), table.row_quotations[*row])).collect();
    Network { nearness: table.nearness, least, nodes, edges, left_out: table.left_out }
}
