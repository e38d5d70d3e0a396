package dev.cloze.train;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.guava.GuavaModule;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.google.common.collect.ImmutableList;
import java.util.Optional;

/**
 * Where a training stands, beside its tensors.
 *
 * @param step how many steps are done
 * @param lossSum the losses of the running epoch so far, each times its examples
 * @param epochs the epochs that are done
 * @param best the best of them by the dev set, whose weights are kept
 */
record TrainingState(
    long step, double lossSum, ImmutableList<EpochResult> epochs, Optional<EpochResult> best) {
  private static final ObjectMapper JSON =
      new ObjectMapper().registerModule(new GuavaModule()).registerModule(new Jdk8Module());

  static final TrainingState START = new TrainingState(0, 0, ImmutableList.of(), Optional.empty());

  TrainingState afterStep(double loss) {
    return new TrainingState(step + 1, lossSum + loss, epochs, best);
  }

  /** The epoch is over; {@code newBest} is the best one with it. */
  TrainingState afterEpoch(EpochResult epoch, Optional<EpochResult> newBest) {
    return new TrainingState(
        step, 0, ImmutableList.<EpochResult>builder().addAll(epochs).add(epoch).build(), newBest);
  }

  /** How many epochs there were since the best. */
  int epochsSinceBest() {
    return best.map(b -> epochs.size() - b.epoch()).orElse(0);
  }

  String toJson() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  static TrainingState ofJson(String json) {
    try {
      return JSON.readValue(json, TrainingState.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no state of a training", e);
    }
  }
}
