package dev.cloze.verbalizer;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import dev.cloze.prompt.MaskRows;
import java.util.Optional;

/**
 * What a model says of examples before it is trained, for verbalizers that are made from it: kept
 * rows, computed when they are first asked for, owned by whoever made this.
 */
public interface Support {
  /** No examples at all. */
  Support NONE =
      new Support() {
        @Override
        public Optional<Labelled> labelled() {
          return Optional.empty();
        }

        @Override
        public Optional<MaskRows> unlabelled() {
          return Optional.empty();
        }
      };

  /** Those with labels: what a training sees. */
  Optional<Labelled> labelled();

  /** Those whose labels nobody looks at, for calibration and for choosing words. */
  Optional<MaskRows> unlabelled();

  /** The texts of all these examples, for kinds that count words; none unless it says so. */
  default ImmutableList<String> texts() {
    return ImmutableList.of();
  }

  /**
   * Examples with their labels.
   *
   * @param rows what the model says at their masks
   * @param labels the number of the label of each
   */
  record Labelled(MaskRows rows, ImmutableIntArray labels) {}
}
