package dev.cloze.verbalizer;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import dev.cloze.base.ClozeException;
import dev.cloze.prompt.MaskRows;
import java.util.List;
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

  /**
   * Those whose labels nobody looks at, for choosing words; where there are none without labels,
   * those with.
   */
  Optional<MaskRows> unlabelled();

  /** The texts of all these examples, for kinds that count words; none unless it says so. */
  default ImmutableList<String> texts() {
    return ImmutableList.of();
  }

  /**
   * Those with labels, which have to be there.
   *
   * @param what what is made from them
   * @throws ClozeException {@link VerbalizerError#NO_EXAMPLES}
   */
  default Labelled requireLabelled(String what) {
    return labelled()
        .orElseThrow(
            () ->
                new ClozeException(
                    VerbalizerError.NO_EXAMPLES,
                    "verbalizer: %s are made from labelled examples, and there are none; name them"
                        + " in data.train",
                    what));
  }

  /**
   * Those whose labels nobody looks at, which have to be there.
   *
   * @param what what is made from them
   * @throws ClozeException {@link VerbalizerError#NO_EXAMPLES}
   */
  default MaskRows requireTexts(String what) {
    return unlabelled()
        .orElseThrow(
            () ->
                new ClozeException(
                    VerbalizerError.NO_EXAMPLES,
                    "verbalizer: %s looks at texts, and there are none; name them in"
                        + " data.unlabelled or data.train",
                    what));
  }

  /**
   * Checks that each label has an example.
   *
   * @param names the labels
   * @param labels the number of the label of each example
   * @param what is made of a label's examples
   * @throws ClozeException {@link VerbalizerError#LABEL_WITHOUT_EXAMPLES}
   */
  static void requireEach(List<String> names, ImmutableIntArray labels, String what) {
    for (int label = 0; label < names.size(); label++) {
      if (!labels.contains(label)) {
        throw new ClozeException(
            VerbalizerError.LABEL_WITHOUT_EXAMPLES,
            "label '%s': none of %d examples has it, and %s is made from at least one; give"
                + " examples of every label",
            names.get(label),
            labels.length(),
            what);
      }
    }
  }

  /**
   * Examples with their labels.
   *
   * @param rows what the model says at their masks
   * @param labels the number of the label of each
   */
  record Labelled(MaskRows rows, ImmutableIntArray labels) {}
}
