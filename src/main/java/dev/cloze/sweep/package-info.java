/**
 * Experiments over run files: what is varied, which runs that makes, what is chosen on dev sets,
 * and how the methods compare on test sets.
 *
 * <p>A {@link dev.cloze.sweep.SweepFile} becomes a {@link dev.cloze.sweep.Plan} of cells, each a
 * run file of its own; {@code CellRunner} runs them one by one; {@code Results} makes rows of what
 * they gave, after {@code Choosing} has taken the hyperparameters that are best on dev.
 *
 * <p>May import {@code run} and what it may. To add a setting: a component of {@link
 * dev.cloze.sweep.SweepOptions}, its default in the test that pins the defaults, a line in {@code
 * docs/sweep.md}. To add a way to combine rows: a constant of {@link dev.cloze.sweep.EnsembleKind}.
 */
package dev.cloze.sweep;
