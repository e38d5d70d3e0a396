package dev.cloze.task;

import com.google.common.collect.ImmutableList;

/**
 * A prediction, and what the model itself would say at the mask.
 *
 * @param tokens the likeliest tokens of the whole vocabulary, the likeliest first
 */
public record Answer(Prediction prediction, ImmutableList<LikelyToken> tokens) {
  /** A token's number and its probability among the whole vocabulary. */
  public record LikelyToken(int id, double probability) {}
}
