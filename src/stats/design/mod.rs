//! How many respondents, which priorities, what drives what?

mod delphi;
mod geometric;
mod importance_performance;
mod sample_size;
mod structural;

pub use delphi::{
    DelphiItem, DelphiLimits, DelphiRound, RoundDifference, TriangularScale, delphi_round, round_difference,
};
pub use geometric::{DoubleTriangle, GeometricItem, Overlap, double_triangles, geometric_means};
pub use importance_performance::{
    Attribute, AttributePair, Crosshair, ImportancePerformance, Midpoint, Quadrant, importance_performance,
};
pub use sample_size::{
    CochranSize, KREJCIE_MORGAN_TABLE, Precision, cochran, deviate, for_mean, for_pls_path, for_rmsea,
    for_t_test, krejcie_morgan, rmsea_power, yamane,
};
pub use structural::{PowerCut, Relation, Role, Structure, interpretive_structure, relations_to_adjacency};
