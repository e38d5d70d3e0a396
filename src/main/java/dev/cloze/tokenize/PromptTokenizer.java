package dev.cloze.tokenize;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Lists;
import com.google.common.primitives.ImmutableIntArray;
import dev.cloze.base.ClozeException;
import dev.cloze.data.Example;
import dev.cloze.template.Piece;
import dev.cloze.template.RenderedPiece;
import dev.cloze.template.SpecialToken;
import dev.cloze.template.Template;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Turns examples into prompts for one model: template filled in, pieces tokenized one by one, cut
 * to length, special tokens around. Immutable; serves many threads as long as its tokenizer is
 * open.
 */
public final class PromptTokenizer {
  /** Examples whose texts go to the library in one call. */
  private static final int CHUNK = 1024;

  private final PretrainedTokenizer tokenizer;
  private final Template template;
  private final ModelKind kind;
  private final PromptTokenizerOptions options;
  private final SoftLayout softLayout;
  private final PromptAssembler assembler;
  private final Reads reads;
  private final ImmutableList<Template> answers;
  private final Map<String, int[]> fixed = new HashMap<>();

  /**
   * Checks and lays out a template.
   *
   * @param tokenizer the model's tokenizer; stays the caller's to close
   * @param template what stands around the examples
   * @param kind where the model answers
   * @param options the longest prompt and how it is cut
   * @throws ClozeException {@link TokenizeError#NO_SPECIAL_TOKEN} where the template needs one that
   *     the tokenizer lacks; {@link TokenizeError#CAUSAL_MASKS} and {@link
   *     TokenizeError#CAUSAL_AFTER_MASK} where a causal model would not see what the template says;
   *     {@link TokenizeError#SOFT_WORDS} where the vocabulary lacks the words of a soft item
   */
  public PromptTokenizer(
      PretrainedTokenizer tokenizer,
      Template template,
      ModelKind kind,
      PromptTokenizerOptions options) {
    this(tokenizer, template, kind, options, Reads.MASKS, ImmutableList.of());
  }

  private PromptTokenizer(
      PretrainedTokenizer tokenizer,
      Template template,
      ModelKind kind,
      PromptTokenizerOptions options,
      Reads reads,
      ImmutableList<Template> answers) {
    TemplateCheck.check(template, tokenizer, kind);
    this.tokenizer = tokenizer;
    this.template = template;
    this.kind = kind;
    this.options = options;
    this.reads = reads;
    this.answers = answers;
    this.softLayout = SoftLayout.of(template.softGroups(), tokenizer);
    this.assembler = new PromptAssembler(tokenizer, softLayout, kind, options, reads);
    for (Piece piece : template.pieces()) {
      if (piece instanceof Piece.Text text) {
        String rendered = text.prefix() + text.text();
        fixed.put(rendered, tokenizer.encode(rendered));
      }
    }
  }

  /**
   * The same, which tells with each prompt the tokens of what may stand at its mask.
   *
   * @param newAnswers text in the template language, filled in for each example
   */
  public PromptTokenizer withAnswers(ImmutableList<Template> newAnswers) {
    return new PromptTokenizer(tokenizer, template, kind, options, reads, newAnswers);
  }

  /** The same, which tells with each prompt another place to read at. */
  public PromptTokenizer withReads(Reads newReads) {
    return new PromptTokenizer(tokenizer, template, kind, options, newReads, answers);
  }

  /** Puts prompts side by side, padded as the kind of model needs it. */
  public PromptBatch collate(List<EncodedPrompt> prompts) {
    return PromptBatch.collate(prompts, tokenizer.padId(), kind.paddingSide());
  }

  /** The prompts of examples, side by side: {@link #encodeAll} and {@link #collate} in one. */
  public PromptBatch batch(List<Example> examples) {
    return collate(encodeAll(examples));
  }

  /** Hides tokens of a masked model's prompts, one by one. */
  public TokenMasking masking(MaskingOptions how) {
    int mask = tokenizer.special(SpecialToken.MASK).orElseThrow();
    return new TokenMasking(tokenizer, mask, how, TokenMasking.Unit.TOKEN);
  }

  /** The rows that the template's soft items use. */
  public SoftLayout softLayout() {
    return softLayout;
  }

  /**
   * Makes one prompt.
   *
   * @throws ClozeException {@link TokenizeError#TOO_LONG} where cutting all that may be cut is not
   *     enough; {@link TokenizeError#CAUSAL_NOTHING_BEFORE}; and what {@link Template#render}
   *     throws
   */
  public EncodedPrompt encode(Example example) {
    return answered(assembler.assemble(example.id(), template.render(example), this::ids), example);
  }

  private EncodedPrompt answered(EncodedPrompt prompt, Example example) {
    return answers.isEmpty()
        ? prompt
        : prompt.withAnswers(answers.stream().map(answer -> ids(answer, example)).toList());
  }

  private ImmutableIntArray ids(Template answer, Example example) {
    StringBuilder text = new StringBuilder();
    for (RenderedPiece piece : answer.render(example)) {
      if (piece instanceof RenderedPiece.Text words) {
        text.append(words.text());
      }
    }
    return ImmutableIntArray.copyOf(ids(text.toString()));
  }

  private int[] ids(String text) {
    int[] known = fixed.get(text);
    return known == null ? tokenizer.encode(text) : known;
  }

  /**
   * Makes the prompts of many examples, in their order: the same as {@link #encode} of each, and
   * faster, for the library gets many texts in one call.
   *
   * @throws ClozeException as {@link #encode} does, for an example that has a fault
   */
  public ImmutableList<EncodedPrompt> encodeAll(List<Example> examples) {
    ImmutableList.Builder<EncodedPrompt> prompts = ImmutableList.builder();
    for (List<Example> chunk : Lists.partition(examples, CHUNK)) {
      ImmutableList<ImmutableList<RenderedPiece>> rendered =
          chunk.stream().map(template::render).collect(ImmutableList.toImmutableList());
      Map<String, int[]> known = encodeTexts(rendered);
      for (int i = 0; i < chunk.size(); i++) {
        prompts.add(
            answered(
                assembler.assemble(chunk.get(i).id(), rendered.get(i), known::get), chunk.get(i)));
      }
    }
    return prompts.build();
  }

  private Map<String, int[]> encodeTexts(List<ImmutableList<RenderedPiece>> rendered) {
    Set<String> texts = new LinkedHashSet<>();
    rendered.forEach(pieces -> addTexts(pieces, texts));
    ImmutableList<String> ordered = ImmutableList.copyOf(texts);
    int[][] ids = tokenizer.encodeAll(ordered);
    Map<String, int[]> known = new HashMap<>(fixed);
    for (int i = 0; i < ids.length; i++) {
      known.put(ordered.get(i), ids[i]);
    }
    return known;
  }

  private void addTexts(List<RenderedPiece> pieces, Set<String> texts) {
    for (RenderedPiece piece : pieces) {
      if (piece instanceof RenderedPiece.Text text && !fixed.containsKey(text.text())) {
        texts.add(text.text());
      } else if (piece instanceof RenderedPiece.Demonstration shown) {
        addTexts(shown.pieces(), texts);
      }
    }
  }
}
