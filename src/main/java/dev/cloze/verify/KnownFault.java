package dev.cloze.verify;

import com.google.common.collect.ImmutableSet;
import dev.cloze.base.ErrorCode;
import dev.cloze.template.Piece;
import dev.cloze.template.SpecialToken;
import dev.cloze.template.Template;
import dev.cloze.template.TemplateError;
import dev.cloze.tokenize.TokenizeError;
import dev.cloze.tokenize.Truncation;
import dev.cloze.verbalizer.VerbalizerError;
import java.util.Arrays;
import java.util.HashSet;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The reasons for which a case may differ from what OpenPrompt 1.0.1 recorded: all there are. Each
 * is told from what goes into a case, never from how the results differ.
 */
enum KnownFault {
  /** Fresh soft tokens of a causal model. */
  SOFT_TOKENS_LOST(
      "2, fault 1",
      "causal models: soft tokens without initial words are skipped, as pieces without text are",
      in ->
          in.mixedOnCausal()
              && in.beforeMask().stream()
                  .anyMatch(
                      piece ->
                          piece instanceof Piece.Soft soft
                              && in.softGroups().get(soft.group()).words().isEmpty()),
      TokenizeError.TOO_LONG),

  /** Soft tokens of a causal model that are used again. */
  SOFT_TOKENS_USED_AGAIN(
      "2, fault 1",
      "causal models: soft tokens that are used again raise a TypeError",
      in -> in.mixedOnCausal() && repeats(in.beforeMask()),
      TokenizeError.TOO_LONG),

  /** The token where a causal model answers. */
  ANSWER_CUT(
      "2, fault 3",
      "causal models: the token before the mask, where the answer is read, is cut away",
      in -> in.causal() && in.anyPrompt(ReplayedPrompt::losesAnswer)),

  /** Truncation at the head. */
  HEAD_CUTS_ENDS(
      "2, fault 4",
      "truncation head cuts the end of a part instead of its beginning",
      in ->
          in.recorded().truncation() == Truncation.HEAD
              && in.anyPrompt(ReplayedPrompt::losesAnEnd)),

  /** Truncation of a prompt with an empty part. */
  EMPTY_PART_CUT(
      "2, crashes",
      "truncation balanced, or head, raises an IndexError at a part without tokens",
      in -> in.anyPrompt(prompt -> prompt.looksIntoAnEmptyPart(in.recorded().truncation()))),

  /** What a causal model does not see. */
  BEHIND_MASK_IGNORED(
      "1.4",
      "causal models: soft tokens and texts behind the mask are left out without a word",
      in -> in.causal() && in.behindMask().stream().anyMatch(KnownFault::varies),
      TokenizeError.CAUSAL_AFTER_MASK),

  /** Several masks of a causal model. */
  LATER_MASKS_IGNORED(
      "1.4",
      "causal models: masks behind the first are left out without a word",
      in -> in.causal() && in.masks() > 1,
      TokenizeError.CAUSAL_MASKS),

  /** Copies of initial words. */
  DUPLICATE_IGNORED(
      "1.1",
      "duplicate is ignored beside initial words",
      in ->
          in.recorded().mixed()
              && in.softGroups().stream()
                  .anyMatch(group -> !group.words().isEmpty() && group.copies() > 1),
      TokenizeError.TOO_LONG),

  /** Copies that share a row. */
  SAME_FAILS(
      "1.1",
      "same beside duplicate raises a TypeError",
      in -> in.recorded().mixed() && in.template().filter(KnownFault::asksForSameRows).isPresent(),
      TokenizeError.TOO_LONG),

  /** Soft tokens that may be cut. */
  SHORTENABLE_SOFT_IGNORED(
      "1.1",
      "shortenable is ignored in soft items",
      in ->
          in.recorded().mixed()
              && in.anyPrompt(ReplayedPrompt::isCut)
              && in.pieces().stream()
                  .anyMatch(piece -> piece instanceof Piece.Soft && piece.shortenable())),

  /** Initial words that are none. */
  EMPTY_INITIAL_WORDS(
      "1.1",
      "empty initial words give no soft token, or that of a space",
      in -> in.recorded().mixed() && in.written(Forms.EMPTY_SOFT)),

  /** Soft tokens in a manual template. */
  SOFT_IN_MANUAL_TEMPLATE(
      "1.2",
      "soft tokens of a manual template vanish",
      in -> !in.recorded().mixed() && in.pieces().stream().anyMatch(Piece.Soft.class::isInstance),
      TokenizeError.TOO_LONG,
      TokenizeError.CAUSAL_AFTER_MASK),

  /** Keys that the language does not have. */
  UNKNOWN_KEY_IGNORED(
      "1.1",
      "an unknown key, such as length, is ignored",
      in -> in.refusedWith(TemplateError.UNKNOWN_KEY),
      TemplateError.UNKNOWN_KEY),

  /** Options and values that say nothing. */
  OPTION_IGNORED(
      "1.1",
      "an option or content that the item does not take, or a later use of a soft_id that says"
          + " something else, is ignored; any value counts as true",
      in ->
          in.refusedWith(
              TemplateError.CONTENT,
              TemplateError.MISPLACED_OPTION,
              TemplateError.VALUE,
              TemplateError.SOFT_ID),
      TemplateError.CONTENT,
      TemplateError.MISPLACED_OPTION,
      TemplateError.VALUE,
      TemplateError.SOFT_ID),

  /** Booleans for the space in front. */
  PREFIX_FLAG_FAILS(
      "1.1",
      "add_prefix_space: True or False raises a TypeError",
      in -> in.written(Forms.PREFIX_FLAG)),

  /** Functions by name, or quoted. */
  QUOTED_FUNCTION_FAILS(
      "1.1",
      "a post_processing in quotes is called as if it were a function",
      in -> in.written(Forms.QUOTED_FUNCTION),
      TemplateError.POST_PROCESSING),

  /** Any Python. */
  FUNCTION_EVALUATED(
      "2, safety",
      "post_processing evaluates any Python",
      in -> in.refusedWith(TemplateError.POST_PROCESSING),
      TemplateError.POST_PROCESSING),

  /** Tags of another language. */
  OLD_TAG_KEPT(
      "1.1",
      "a tag of the first template language is kept as text",
      in -> in.refusedWith(TemplateError.OLD_TAG),
      TemplateError.OLD_TAG),

  /** Texts that are not there. */
  NULL_TEXT(
      "1.1",
      "a text_a or text_b that is None raises an error even where nothing uses it",
      in -> in.recording().nullText()),

  /** Long paddings. */
  PADDED_TOO_FAR(
      "2, performance",
      "every prompt is padded to max_seq_length, also where the model has fewer positions",
      in -> in.recorded().maxLength() > in.model().positions()),

  /** Pad tokens that are not there to pad. */
  PAD_TOKEN_WITHOUT_POSITION(
      "1.4",
      "RoBERTa: a pad token that a manual template writes takes no position",
      in ->
          in.model().isRoberta()
              && !in.recorded().mixed()
              && in.pieces().stream()
                  .anyMatch(
                      piece ->
                          piece instanceof Piece.Special special
                              && special.token() == SpecialToken.PAD)),

  /** Initial words that the vocabulary lacks. */
  UNKNOWN_INITIAL_WORDS(
      "1.2",
      "initial words that the vocabulary lacks start from the unknown token's embedding",
      in -> in.recorded().mixed() && hasUnknownInitialWords(in),
      TokenizeError.SOFT_WORDS),

  /** Label words that the vocabulary lacks. */
  UNKNOWN_LABEL_WORDS(
      "1.3",
      "label words that the vocabulary lacks are scored by the unknown token",
      in -> !in.model().setsWithUnknownWords().isEmpty(),
      VerbalizerError.UNKNOWN_WORD);

  private final String section;
  private final String sentence;

  @SuppressWarnings("ImmutableEnumChecker") // a lambda above, which captures nothing
  private final Predicate<CaseInputs> predicate;

  @SuppressWarnings("ImmutableEnumChecker") // enums, all of them
  private final ImmutableSet<ErrorCode> refusals;

  KnownFault(
      String section, String sentence, Predicate<CaseInputs> predicate, ErrorCode... refusals) {
    this.section = section;
    this.sentence = sentence;
    this.predicate = predicate;
    this.refusals = ImmutableSet.copyOf(refusals);
  }

  /** How much of what it makes of a case can be foretold. */
  Foretold foretold() {
    return switch (this) {
      case EMPTY_INITIAL_WORDS -> Foretold.NOTHING;
      case PAD_TOKEN_WITHOUT_POSITION -> Foretold.TOKENS;
      default -> Foretold.SCORES;
    };
  }

  /** How far a case that meets a fault is still compared, from little to much. */
  enum Foretold {
    /** Not at all. */
    NOTHING,
    /** From the entries of the template to the tokens. */
    TOKENS,
    /** All of it. */
    SCORES
  }

  /** The section, and in section 2 the number, of the digest of OpenPrompt's behaviour. */
  String section() {
    return section;
  }

  /** What OpenPrompt does. */
  String sentence() {
    return sentence;
  }

  /** What OpenPrompt does, and where the digest describes it. */
  @Override
  public String toString() {
    return sentence + " (" + section + ")";
  }

  /** Whether the case meets this fault. */
  boolean holds(CaseInputs inputs) {
    return predicate.test(inputs);
  }

  /** The errors by which this implementation may refuse such a case. */
  ImmutableSet<ErrorCode> refusals() {
    return refusals;
  }

  /** Whether a template asks for copies that share one row. */
  static boolean asksForSameRows(Template template) {
    return template.pieces().stream()
        .anyMatch(
            piece ->
                piece instanceof Piece.Soft soft
                    && soft.use().duplicate().isPresent()
                    && soft.use().same().orElse(false)
                    && template.softGroups().get(soft.group()).words().isEmpty());
  }

  /** Whether a template puts a value where OpenPrompt calls or joins something else. */
  static boolean raisesTypeError(String template) {
    return Forms.QUOTED_FUNCTION.matcher(template).find()
        || Forms.PREFIX_FLAG.matcher(template).find();
  }

  private static boolean repeats(Iterable<Piece> pieces) {
    Set<Integer> used = new HashSet<>();
    for (Piece piece : pieces) {
      if (piece instanceof Piece.Soft soft && !used.add(soft.group())) {
        return true;
      }
    }
    return false;
  }

  private static boolean varies(Piece piece) {
    return piece instanceof Piece.Soft
        || piece instanceof Piece.Placeholder
        || piece instanceof Piece.Meta;
  }

  private static boolean hasUnknownInitialWords(CaseInputs in) {
    OptionalInt unknown = in.model().tokenizer().unknown();
    return unknown.isPresent()
        && in.softGroups().stream()
            .flatMap(group -> Stream.of(in.model().tokenizer().encode(group.words())))
            .anyMatch(ids -> Arrays.stream(ids).anyMatch(token -> token == unknown.getAsInt()));
  }

  /** What a template shows only as it is written. */
  private static final class Forms {
    private static final Pattern EMPTY_SOFT = Pattern.compile("[\"']soft[\"']\\s*:\\s*(\"\"|'')");
    private static final Pattern PREFIX_FLAG =
        Pattern.compile("[\"']add_prefix_space[\"']\\s*:\\s*(True|False)");
    private static final Pattern QUOTED_FUNCTION =
        Pattern.compile("[\"']post_processing[\"']\\s*:\\s*[\"']");
  }
}
