package dev.cloze.tokenize;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import dev.cloze.base.ClozeException;
import dev.cloze.template.RenderedPiece;
import dev.cloze.template.SpecialToken;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Makes one prompt of rendered pieces: each piece tokenized by itself, cut to length, special
 * tokens put around. For a causal model the mask and all behind it are left out before anything is
 * cut, the end token too, so that the answer is read at whatever token comes last. So it is where
 * the sequence is read; a masked model is then read at the first token that is put around.
 */
final class PromptAssembler {
  private final PretrainedTokenizer tokenizer;
  private final SoftLayout softLayout;
  private final ModelKind kind;
  private final PromptTokenizerOptions options;
  private final Reads reads;
  private final Segment prefix;
  private final Segment suffix;
  private final Segment separator;
  private final Shortening shortening;

  PromptAssembler(
      PretrainedTokenizer tokenizer,
      SoftLayout softLayout,
      ModelKind kind,
      PromptTokenizerOptions options,
      Reads reads) {
    this.tokenizer = tokenizer;
    this.softLayout = softLayout;
    this.kind = kind;
    this.options = options;
    this.reads = reads;
    this.prefix = Segment.hard(tokenizer.prefix(), TokenRole.ADDED, false);
    int[] end = kind == ModelKind.CAUSAL ? new int[0] : tokenizer.suffix();
    this.suffix = Segment.hard(end, TokenRole.ADDED, false);
    this.shortening = new Shortening(options.truncation());
    this.separator = separator(tokenizer);
  }

  private static Segment separator(PretrainedTokenizer tokenizer) {
    OptionalInt token = tokenizer.special(SpecialToken.SEP);
    return token.isPresent()
        ? Segment.hard(new int[] {token.getAsInt()}, TokenRole.SPECIAL, false)
        : Segment.hard(tokenizer.encode("\n"), TokenRole.TEXT, false);
  }

  /**
   * Makes the prompt.
   *
   * @param exampleId the id of the example
   * @param pieces what the template made of it
   * @param encode the ids of a text
   * @throws ClozeException {@link TokenizeError#TOO_LONG}, {@link
   *     TokenizeError#CAUSAL_NOTHING_BEFORE}
   */
  EncodedPrompt assemble(
      String exampleId, List<RenderedPiece> pieces, Function<String, int[]> encode) {
    List<Segment> segments = new ArrayList<>();
    boolean answerAtEnd = kind == ModelKind.CAUSAL && reads == Reads.SEQUENCE;
    int cut = 0;
    for (RenderedPiece piece : pieces) {
      if (kind == ModelKind.CAUSAL && piece instanceof RenderedPiece.Mask) {
        answerAtEnd = true;
        break;
      } else if (piece instanceof RenderedPiece.Demonstration shown) {
        List<Segment> whole = demonstration(shown, encode);
        List<Segment> limited =
            whole.stream().map(s -> shortening.limit(s, options.maxDemonstrationText())).toList();
        List<Segment> kept = cutDemonstration(exampleId, shown, limited);
        segments.addAll(kept);
        cut += Shortening.length(limited) - Shortening.length(kept);
      } else {
        Segment whole = segment(piece, encode);
        Segment kept = shortening.limit(whole, options.maxText());
        segments.add(kept);
        cut += whole.length() - kept.length();
      }
    }
    int length = Shortening.length(segments) + prefix.length() + suffix.length();
    int excess = Math.max(0, length - options.maxLength());
    EncodedPrompt prompt =
        join(exampleId, cut(exampleId, segments, excess), answerAtEnd, cut + excess);
    if (prompt.length() == 0 && (answerAtEnd || reads == Reads.SEQUENCE)) {
      throw nothingThere(exampleId, excess > 0);
    }
    return prompt;
  }

  private ClozeException nothingThere(String exampleId, boolean cut) {
    boolean atMask = reads == Reads.MASKS;
    return new ClozeException(
        TokenizeError.CAUSAL_NOTHING_BEFORE,
        "%s: found no token%s%s; %s: put fixed text there",
        where(exampleId),
        atMask ? " before the mask" : "",
        cut ? " after cutting to " + options.maxLength() + " tokens" : "",
        atMask
            ? "a causal model answers at the token before it"
            : "a model is read at a token of the prompt");
  }

  private List<Segment> demonstration(
      RenderedPiece.Demonstration shown, Function<String, int[]> encode) {
    List<Segment> segments = new ArrayList<>();
    for (RenderedPiece piece : shown.pieces()) {
      segments.add(segment(piece, encode).in(Segment.Part.DEMONSTRATION));
    }
    return segments;
  }

  private List<Segment> cutDemonstration(
      String exampleId, RenderedPiece.Demonstration shown, List<Segment> segments) {
    int longest = shown.longest().orElse(Integer.MAX_VALUE);
    int excess = Math.max(0, Shortening.length(segments) - longest);
    int spare = Shortening.spare(segments);
    if (excess > spare) {
      throw new ClozeException(
          TokenizeError.TOO_LONG,
          "%s: the demonstration '%s' is %d tokens too long: %d tokens may not be cut, longest is"
              + " %d; raise longest, or shorten the template",
          where(exampleId),
          shown.exampleId(),
          excess - spare,
          Shortening.length(segments) - spare,
          longest);
    }
    return shortening.cut(segments, excess);
  }

  private Segment segment(RenderedPiece piece, Function<String, int[]> encode) {
    if (piece instanceof RenderedPiece.Text text) {
      TokenRole role = text.shortenable() ? TokenRole.SHORTENABLE : TokenRole.TEXT;
      int[] ids = text.text().isEmpty() ? new int[0] : encode.apply(text.text());
      return Segment.hard(ids, role, text.shortenable());
    } else if (piece instanceof RenderedPiece.Special special) {
      return Segment.hard(
          new int[] {tokenizer.special(special.token()).orElseThrow()},
          TokenRole.SPECIAL,
          special.shortenable());
    } else if (piece instanceof RenderedPiece.Soft soft) {
      return Segment.soft(softLayout.rowsOf(soft.group()), soft.shortenable())
          .in(soft.front() ? Segment.Part.FRONT : Segment.Part.QUERY);
    } else if (piece instanceof RenderedPiece.Separator) {
      return separator;
    }
    int mask = tokenizer.special(SpecialToken.MASK).orElseThrow();
    return Segment.hard(new int[] {mask}, TokenRole.MASK, false);
  }

  private List<Segment> cut(String exampleId, List<Segment> segments, int excess) {
    int spare = Shortening.spare(segments);
    int shown = Shortening.length(segments.stream().filter(Segment::isShown).toList());
    if (excess > spare && shown > 0) {
      throw new ClozeException(
          TokenizeError.TOO_LONG,
          "%s: the template with its demonstrations is %d tokens too long even without their texts:"
              + " %d tokens may not be cut, the maximum is %d; raise tokens.max_length, show fewer"
              + " demonstrations or shorten the template",
          where(exampleId),
          excess - spare,
          options.maxLength() + excess - spare,
          options.maxLength());
    }
    if (excess > spare) {
      throw new ClozeException(
          TokenizeError.TOO_LONG,
          "%s: the template is %d tokens too long: %d tokens may not be cut, the maximum is %d;"
              + " raise max_length, shorten the template or write \"shortenable\": true in an item",
          where(exampleId),
          excess - spare,
          options.maxLength() + excess - spare,
          options.maxLength());
    }
    return shortening.cut(segments, excess);
  }

  private EncodedPrompt join(
      String exampleId, List<Segment> segments, boolean answerAtEnd, int cut) {
    ImmutableIntArray.Builder ids = ImmutableIntArray.builder();
    ImmutableIntArray.Builder softIds = ImmutableIntArray.builder();
    ImmutableIntArray.Builder maskPositions = ImmutableIntArray.builder();
    ImmutableList.Builder<TokenRole> roles = ImmutableList.builder();
    int length = 0;
    for (Segment segment : around(segments)) {
      if (segment.role() == TokenRole.MASK && reads == Reads.MASKS) {
        maskPositions.add(length);
      }
      for (int i = 0; i < segment.length(); i++) {
        ids.add(segment.ids().get(i));
        softIds.add(segment.softIds().isEmpty() ? 0 : segment.softIds().get(i));
        roles.add(segment.role());
      }
      length += segment.length();
    }
    if (answerAtEnd && length > 0) {
      maskPositions.add(length - 1);
    } else if (reads == Reads.SEQUENCE && length > 0) {
      maskPositions.add(Math.min(frontLength(segments), length - 1));
    }
    return new EncodedPrompt(
        exampleId,
        ids.build(),
        softIds.build(),
        ImmutableIntArray.copyOf(new int[length]),
        roles.build(),
        maskPositions.build(),
        cut);
  }

  private static int frontLength(List<Segment> segments) {
    return Shortening.length(
        segments.stream().filter(segment -> segment.part() == Segment.Part.FRONT).toList());
  }

  private List<Segment> around(List<Segment> segments) {
    Predicate<Segment> front = segment -> segment.part() == Segment.Part.FRONT;
    return ImmutableList.<Segment>builder()
        .addAll(segments.stream().filter(front).toList())
        .add(prefix)
        .addAll(segments.stream().filter(front.negate()).toList())
        .add(suffix)
        .build();
  }

  private static String where(String exampleId) {
    return exampleId.isEmpty() ? "example" : "example '" + exampleId + "'";
  }
}
