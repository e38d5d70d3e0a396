package dev.cloze.data;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.cloze.base.Shorthand;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How demonstrations are drawn from training examples (Gao et al. 2021, sections 6.1 and 6.2). A
 * settings file may give {@code select} alone.
 *
 * @param perLabel how many examples of each label are shown
 * @param sets how many draws a text is predicted with, whose log-scores are averaged; training
 *     draws once each time it comes to an example
 * @param select which examples may be drawn
 * @param share with {@link Select#SIMILAR}, the share of each label's examples that are nearest to
 *     the text
 * @param encoder with {@link Select#SIMILAR}, the folder of the sentence encoder that tells how
 *     near two texts are
 */
@Shorthand("select")
public record DemonstrationOptions(
    int perLabel, int sets, Select select, double share, Optional<Path> encoder) {
  /** Which examples may be drawn. */
  public enum Select {
    /** All of them. */
    RANDOM,
    /** Those that are near to the text. */
    SIMILAR
  }

  /** Checks that there is something to show, and an encoder where one is asked. */
  public DemonstrationOptions {
    requireNonNull(select, "select");
    checkArgument(perLabel > 0, "perLabel must be above 0, was %s", perLabel);
    checkArgument(sets > 0, "sets must be above 0, was %s", sets);
    checkArgument(share > 0 && share <= 1, "share must be above 0 and at most 1, was %s", share);
    checkArgument(
        encoder.isPresent() || select != Select.SIMILAR,
        "encoder is missing, which select of 'similar' needs: the folder of a sentence encoder");
    checkArgument(
        encoder.isEmpty() || select == Select.SIMILAR,
        "encoder belongs to select of 'similar', and this is 'random'");
  }

  /** One of each label, 16 draws, all may be drawn; half of them where only the nearest may. */
  public static DemonstrationOptions defaults() {
    return new DemonstrationOptions(1, 16, Select.RANDOM, 0.5, Optional.empty());
  }

  /** The same with so many examples of each label. */
  public DemonstrationOptions withPerLabel(int count) {
    return new DemonstrationOptions(count, sets, select, share, encoder);
  }

  /** The same with so many draws for a prediction. */
  public DemonstrationOptions withSets(int count) {
    return new DemonstrationOptions(perLabel, count, select, share, encoder);
  }

  /** The same where only the nearest may be drawn, as a sentence encoder says. */
  public DemonstrationOptions similar(Path folder) {
    return new DemonstrationOptions(perLabel, sets, Select.SIMILAR, share, Optional.of(folder));
  }
}
