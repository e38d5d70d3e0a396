/**
 * What users hold: a classifier that is safe for many threads.
 *
 * <p>An {@link dev.cloze.task.Ensemble} is several that answer as one.
 *
 * <p>May import {@code verbalizer}. To add a task: a class that takes examples and gives
 * predictions, with the model's work in one scope a batch.
 */
package dev.cloze.task;
