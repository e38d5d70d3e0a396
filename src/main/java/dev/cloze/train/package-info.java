/**
 * Training and measuring.
 *
 * <p>May import {@code task}. To add a loss: a method of {@link dev.cloze.train.Training}'s step,
 * chosen by an option. To add a metric: a record made of predictions and right labels.
 */
package dev.cloze.train;
