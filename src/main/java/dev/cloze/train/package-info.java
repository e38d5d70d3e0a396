/**
 * Training and measuring.
 *
 * <p>May import {@code task}. To add a kind of output: a record of {@link dev.cloze.data.Output},
 * what it makes small in {@code BatchLoss}, and how it is measured in {@link
 * dev.cloze.train.Measured}. To add a figure: a constant of {@link
 * dev.cloze.train.TrainingOptions.Metric} and its value where it is measured.
 */
package dev.cloze.train;
