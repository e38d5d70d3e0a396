/**
 * What users hold: a classifier that is safe for many threads.
 *
 * <p>May import {@code verbalizer}. To add a task: a class that takes examples and gives
 * predictions, with the model's work in one scope a batch.
 */
package dev.cloze.task;
