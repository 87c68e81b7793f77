//! Correlations of what lies behind ordered categories.
