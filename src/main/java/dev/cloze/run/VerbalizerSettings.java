package dev.cloze.run;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.cloze.base.Default;
import dev.cloze.verbalizer.AutomaticOptions;
import dev.cloze.verbalizer.CalibrationOptions;
import dev.cloze.verbalizer.ExactOptions;
import dev.cloze.verbalizer.GenerativeOptions;
import dev.cloze.verbalizer.HeadOptions;
import dev.cloze.verbalizer.KnowledgeableOptions;
import dev.cloze.verbalizer.LabelWords;
import dev.cloze.verbalizer.LabelWordsFile;
import dev.cloze.verbalizer.ManualVerbalizerOptions;
import dev.cloze.verbalizer.MultiTokenHandler;
import dev.cloze.verbalizer.OneToOneOptions;
import dev.cloze.verbalizer.PrototypicalOptions;
import dev.cloze.verbalizer.RuleOptions;
import dev.cloze.verbalizer.SoftVerbalizer;
import dev.cloze.verbalizer.VerbalizerMaker;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The labels, the words that stand for them, and how they are scored.
 *
 * @param kind how labels are scored
 * @param words words by label, in the order of the labels' numbers; there may be none of a label
 *     where {@code head} scores it
 * @param file a verbalizer file of OpenPrompt, instead of {@code words}
 * @param choice which verbalizer of the file, from 0
 * @param labels the labels in the order of their numbers, where the file has no names, or where
 *     words are found or not needed
 * @param prefix what goes before a word when it is tokenized
 * @param weights by label and word, a word's share in its label's mean; 1 for those not named
 * @param handler how a word of several tokens is scored, by the kinds manual and one_to_one
 * @param postLogSoftmax whether word scores become log-probabilities before a label's mean, with
 *     the same kinds
 * @param calibration whether what labels get anyway is taken off
 * @param support how many texts are looked at for calibration and for choosing words
 * @param exact options of the kinds {@code exact} and {@code generative}
 * @param rules the rules of the kind {@code rules}, instead of words
 * @param prototypical options of that kind
 * @param knowledgeable options of that kind
 * @param automatic options of that kind
 * @param head options of that kind
 */
public record VerbalizerSettings(
    @Default("manual") VerbalizerKind kind,
    @Default("{}") ImmutableMap<String, ImmutableList<String>> words,
    Optional<Path> file,
    @Default("0") int choice,
    @Default("[]") ImmutableList<String> labels,
    @Default("' '") String prefix,
    @Default("{}") ImmutableMap<String, ImmutableMap<String, Double>> weights,
    @Default("first") MultiTokenHandler handler,
    @Default("true") boolean postLogSoftmax,
    Optional<CalibrationOptions> calibration,
    @Default("200") int support,
    Optional<ExactOptions> exact,
    Optional<RuleOptions> rules,
    Optional<PrototypicalOptions> prototypical,
    Optional<KnowledgeableOptions> knowledgeable,
    Optional<AutomaticOptions> automatic,
    Optional<HeadOptions> head) {
  private static final ImmutableSet<VerbalizerKind> WEIGHING =
      ImmutableSet.of(
          VerbalizerKind.MANUAL,
          VerbalizerKind.EXACT,
          VerbalizerKind.GENERATIVE,
          VerbalizerKind.KNOWLEDGEABLE);

  /** Checks that there is one set of words, and that each section belongs to the kind. */
  public VerbalizerSettings {
    checkArgument(
        kind != VerbalizerKind.RULES || (words.isEmpty() && file.isEmpty()),
        "words and file: rules have their own; leave the two out");
    checkArgument(
        kind == VerbalizerKind.RULES
            || words.isEmpty() == file.isPresent()
            || hasLabelsAlone(kind, words, file, labels),
        "words and file: one of the two belongs there, found %s",
        file.isPresent() ? "both" : "neither");
    checkArgument(
        labels.isEmpty() || file.isPresent() || hasLabelsAlone(kind, words, file, labels),
        "labels name those of a file; words names its labels itself");
    checkArgument(support > 0, "support must be above 0, was %s", support);
    checkArgument(
        kind != VerbalizerKind.RULES || rules.isPresent(), "rules are missing, which the kind has");
    requireScoring(kind, handler, postLogSoftmax, weights);
    requireKind(kind, "exact", exact, VerbalizerKind.EXACT, VerbalizerKind.GENERATIVE);
    requireKind(kind, "rules", rules, VerbalizerKind.RULES);
    requireKind(kind, "prototypical", prototypical, VerbalizerKind.PROTOTYPICAL);
    requireKind(kind, "knowledgeable", knowledgeable, VerbalizerKind.KNOWLEDGEABLE);
    requireKind(kind, "automatic", automatic, VerbalizerKind.AUTOMATIC);
    requireKind(kind, "head", head, VerbalizerKind.HEAD);
  }

  /** Words that are found, or not needed, need no words to begin with. */
  private static boolean hasLabelsAlone(
      VerbalizerKind kind,
      ImmutableMap<String, ImmutableList<String>> words,
      Optional<Path> file,
      ImmutableList<String> labels) {
    return (kind == VerbalizerKind.AUTOMATIC || kind == VerbalizerKind.HEAD)
        && words.isEmpty()
        && file.isEmpty()
        && !labels.isEmpty();
  }

  /** What only some kinds read is refused where it would be read by nobody. */
  private static void requireScoring(
      VerbalizerKind kind,
      MultiTokenHandler handler,
      boolean postLogSoftmax,
      ImmutableMap<String, ImmutableMap<String, Double>> weights) {
    boolean manual = kind == VerbalizerKind.MANUAL || kind == VerbalizerKind.ONE_TO_ONE;
    checkArgument(
        manual || handler == MultiTokenHandler.FIRST,
        "handler belongs to the kinds manual and one_to_one, not to %s%s",
        lower(kind),
        kind == VerbalizerKind.KNOWLEDGEABLE ? ", which has a handler among its own options" : "");
    checkArgument(
        manual || postLogSoftmax,
        "post_log_softmax belongs to the kinds manual and one_to_one, not to %s",
        lower(kind));
    checkArgument(
        weights.isEmpty() || WEIGHING.contains(kind),
        "weights weigh the words of a label against each other, which the kind %s does not score",
        lower(kind));
  }

  private static void requireKind(
      VerbalizerKind kind, String section, Optional<?> options, VerbalizerKind... kinds) {
    checkArgument(
        options.isEmpty() || ImmutableList.copyOf(kinds).contains(kind),
        "%s belongs to the kind %s, not to %s",
        section,
        lower(kinds[0]),
        lower(kind));
  }

  private static String lower(VerbalizerKind kind) {
    return Ascii.toLowerCase(kind.name());
  }

  LabelWords read() {
    if (rules.isPresent()) {
      return rules.get().labelWords().withPrefix(prefix);
    }
    if (hasLabelsAlone(kind, words, file, labels)) {
      return named(labels);
    }
    if (kind == VerbalizerKind.HEAD) {
      return named(file.isPresent() ? readFile().labels() : words.keySet().asList());
    }
    LabelWords read = file.isPresent() ? readFile() : LabelWords.of(words);
    for (String label : weights.keySet()) {
      for (String word : weights.get(label).keySet()) {
        read = read.withWeight(label, word, weights.get(label).get(word));
      }
    }
    return read.withPrefix(prefix);
  }

  /** Labels of which only the names count. */
  private LabelWords named(ImmutableList<String> names) {
    return LabelWords.ofLabels(names).withPrefix(prefix);
  }

  private LabelWords readFile() {
    return labels.isEmpty()
        ? LabelWordsFile.read(file.orElseThrow(), choice)
        : LabelWordsFile.read(file.orElseThrow(), choice, labels);
  }

  /** How labels are scored. */
  VerbalizerMaker maker() {
    ManualVerbalizerOptions manual = new ManualVerbalizerOptions(handler, postLogSoftmax);
    return switch (kind) {
      case MANUAL -> manual;
      case ONE_TO_ONE -> new OneToOneOptions(manual);
      case EXACT -> exact.orElseGet(ExactOptions::defaults);
      case GENERATIVE -> exact.map(GenerativeOptions::new).orElseGet(GenerativeOptions::defaults);
      case RULES -> rules.orElseThrow();
      case SOFT -> SoftVerbalizer::of;
      case PROTOTYPICAL -> prototypical.orElseGet(PrototypicalOptions::defaults);
      case KNOWLEDGEABLE -> knowledgeable.orElseGet(KnowledgeableOptions::defaults);
      case AUTOMATIC -> automatic.orElseGet(AutomaticOptions::defaults);
      case HEAD -> head.orElseGet(HeadOptions::defaults);
    };
  }

  /** The files, and folders, that words are read from. */
  ImmutableList<Path> files() {
    return Stream.concat(
            file.stream(),
            knowledgeable.stream()
                .flatMap(options -> options.sources().stream())
                .flatMap(source -> source.file().stream()))
        .collect(ImmutableList.toImmutableList());
  }

  /** Whether labels are told apart by fresh random numbers alone until these are trained. */
  boolean startsFromChance() {
    return kind == VerbalizerKind.HEAD;
  }

  /** What a run has to go by, in a few words. */
  String learnsFrom() {
    return startsFromChance()
        ? "the template and the training examples"
        : "the template, the words and the training examples";
  }

  /** Whether the verbalizer is made from examples, so that they are read where none are trained. */
  boolean looksAtExamples() {
    return kind == VerbalizerKind.PROTOTYPICAL
        || kind == VerbalizerKind.KNOWLEDGEABLE
        || kind == VerbalizerKind.AUTOMATIC
        || calibration.filter(asked -> asked.from() != CalibrationOptions.From.EMPTY).isPresent();
  }
}
