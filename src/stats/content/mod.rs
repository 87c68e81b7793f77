//! Do experts hold the items for relevant?
