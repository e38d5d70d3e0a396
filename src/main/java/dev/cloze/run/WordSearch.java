package dev.cloze.run;

import com.google.common.base.Ascii;
import dev.cloze.base.Seeds;
import dev.cloze.plm.LoadOptions;
import dev.cloze.tensor.NumberFormat;
import dev.cloze.tensor.Precision;
import dev.cloze.verbalizer.AutomaticOptions;
import dev.cloze.verbalizer.ChosenWords;
import dev.cloze.verbalizer.FoundWords;
import dev.cloze.verbalizer.LabelWords;
import dev.cloze.verbalizer.Verbalizer;
import dev.cloze.verbalizer.VerbalizerContext;
import dev.cloze.verbalizer.VerbalizerMaker;
import java.util.Optional;

/**
 * Looks for label words as a run with a verbalizer of the kind {@code automatic} does before it
 * trains, and gives all that are found, not the best alone.
 */
public final class WordSearch {
  private WordSearch() {}

  /**
   * Loads the model frozen and looks for words by what the first seed of a run trains on.
   *
   * @throws dev.cloze.base.ClozeException what {@link Run#begin} throws; what {@link
   *     AutomaticOptions#search} throws
   */
  public static FoundWords of(RunFile file) {
    Run.useMachine(file);
    RunInputs inputs = RunInputs.read(file);
    long seed = file.allSeeds().get(0);
    Keeping search =
        new Keeping(file.verbalizer().automatic().orElseGet(AutomaticOptions::defaults));
    RunData.Split split = inputs.data().of(seed);
    file.showing(file.startingParts(inputs.template(), inputs.words()), split.train())
        .withVerbalizer(search)
        .load(
            LoadOptions.frozen(
                NumberFormat.valueOf(
                    Precision.resolve(Ascii.toLowerCase(file.model().dtype().name())).name())),
            Seeds.of(seed),
            inputs.data().support(split, seed, file.verbalizer().support()),
            Optional.empty())
        .close();
    return search.found.orElseThrow();
  }

  /** Keeps what is found. */
  private static final class Keeping implements VerbalizerMaker {
    private final AutomaticOptions options;
    private Optional<FoundWords> found = Optional.empty();

    Keeping(AutomaticOptions options) {
      this.options = options;
    }

    @Override
    public ChosenWords choose(LabelWords given, VerbalizerContext context) {
      FoundWords all = options.search(given, context);
      found = Optional.of(all);
      return new ChosenWords(all.best(), all.lines());
    }

    @Override
    public Verbalizer make(LabelWords words, VerbalizerContext context) {
      return options.make(words, context);
    }
  }
}
