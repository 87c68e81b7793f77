//! `baft stats`
