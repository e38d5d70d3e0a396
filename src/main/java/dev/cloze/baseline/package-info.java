/**
 * What a prompt has to be better than: classifiers that learn from the same examples without a
 * language model.
 *
 * <p>May import {@code task}. To add a baseline: implement {@link dev.cloze.baseline.Baseline},
 * check it against numbers that its best-known implementation recorded, and say in {@code
 * docs/metrics.md} what it computes.
 */
package dev.cloze.baseline;
