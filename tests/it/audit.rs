//! Which quotations support each factor.

use crate::program::Workspace;

#[test]
fn the_table_counts_evidence_and_flags_the_weak() {
    let workspace = Workspace::with_coded_study();
    let audit = workspace.json(&["audit", "s.baft"]);
    let factor = |key: &str| {
        audit["factors"].as_array().unwrap().iter().find(|factor| factor["factor"] == key).unwrap().clone()
    };
    let (strong, weak) = (factor("R1"), factor("R2"));
    assert_eq!((strong["quotations"].as_u64(), strong["sources"].as_u64()), (Some(4), Some(3)), "{strong}");
    assert_eq!((weak["quotations"].as_u64(), weak["coders"].as_u64()), (Some(2), Some(2)), "{weak}");
    assert!(weak["flags"].to_string().contains("few quotations"), "{weak}");
    let only_weak = workspace.ok(&["audit", "s.baft", "--weak"]);
    assert!(only_weak.contains("R2") && !only_weak.contains("R1\t"), "{only_weak}");
}

#[test]
fn the_chain_leads_from_words_to_the_factor() {
    let workspace = Workspace::with_coded_study();
    let chain = workspace.ok(&["audit", "s.baft", "R2"]);
    for link in ["I1", "رمز یک‌بارمصرف هم خوب است", "O3", "R2", "S1", "C1", "K1", "K2"]
    {
        assert!(chain.contains(link), "{link} is missing in\n{chain}");
    }
    workspace.fails(4, &["audit", "s.baft", "R99"]);
}

#[test]
fn saturation_counts_what_each_source_adds() {
    let workspace = Workspace::with_coded_study();
    let steps = workspace.json(&["saturation", "s.baft"])["steps"].clone();
    let new: Vec<u64> = steps.as_array().unwrap().iter().map(|step| step["new"].as_u64().unwrap()).collect();
    assert_eq!(new, [3, 1, 1], "{steps}");
}
