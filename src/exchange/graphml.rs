//! Networks as GraphML, for Gephi, Cytoscape, yEd, igraph, NetworkX.
//!
//! Source: U. Brandes, M. Eiglsperger, J. Lerner, "GraphML Primer", graphdrawing.org.

use crate::coding::matrix::Network;

/// Keys of nodes and edges: id, whose, name, type.
const KEYS: [(&str, &str, &str, &str); 5] = [
    ("label", "node", "label", "string"),
    ("key", "node", "key", "string"),
    ("quotations", "node", "quotations", "long"),
    ("weight", "edge", "weight", "double"),
    ("coefficient", "edge", "coefficient", "double"),
];

/// The network of codes; its graph is named by the relation that joins them.
pub fn write_graphml(network: &Network) -> String {
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n",
    );
    for (id, whose, name, kind) in KEYS {
        let attributes = [" id=\"", id, "\" for=\"", whose, "\" attr.name=\"", name, "\" attr.type=\"", kind];
        xml.extend(["<key"].into_iter().chain(attributes).chain(["\"/>\n"]));
    }
    xml.extend(["<graph id=\"", &escaped(&network.nearness.to_word()), "\" edgedefault=\"undirected\">\n"]);
    for (number, (entry, quotations)) in network.nodes.iter().enumerate() {
        let name = if entry.name.is_empty() { &entry.key } else { &entry.name };
        xml.extend(["<node id=\"n", &number.to_string(), "\">"]);
        xml.extend([
            "<data key=\"label\">",
            &escaped(name),
            "</data><data key=\"key\">",
            &escaped(&entry.key),
        ]);
        xml.extend(["</data><data key=\"quotations\">", &quotations.to_string(), "</data></node>\n"]);
    }
    for (number, edge) in network.edges.iter().enumerate() {
        let (from, to) = (edge.from.to_string(), edge.to.to_string());
        xml.extend([
            "<edge id=\"e",
            &number.to_string(),
            "\" source=\"n",
            &from,
            "\" target=\"n",
            &to,
            "\">",
        ]);
        xml.extend(["<data key=\"weight\">", &edge.weight.to_string(), "</data>"]);
        if let Some(coefficient) = edge.coefficient {
            xml.extend(["<data key=\"coefficient\">", &coefficient.to_string(), "</data>"]);
        }
        xml.push_str("</edge>\n");
    }
    xml.push_str("</graph>\n</graphml>\n");
    xml
}

fn escaped(text: &str) -> String {
    let letters = text.chars().filter(|letter| *letter >= ' ');
    letters.fold(String::new(), |mut escaped, letter| {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            other => escaped.push(other),
        }
        escaped
    })
}
