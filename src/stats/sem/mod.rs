//! Confirmatory factor analysis and structural equation models.
