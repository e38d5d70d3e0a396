package dev.cloze.template;

import com.google.common.collect.ImmutableList;
import dev.cloze.base.ClozeException;
import dev.cloze.data.Example;
import java.util.Optional;

/**
 * What stands around the text of an example and where the model has to fill in: OpenPrompt's
 * template language, read whole. {@code docs/templates.md} shows every key. Immutable; one template
 * serves many threads.
 */
public final class Template {
  private final String text;
  private final ImmutableList<Piece> pieces;
  private final ImmutableList<SoftGroup> softGroups;

  Template(String text, ImmutableList<Piece> pieces, ImmutableList<SoftGroup> softGroups) {
    this.text = text;
    this.pieces = pieces;
    this.softGroups = softGroups;
  }

  /**
   * Reads a template.
   *
   * @param text literal text and items, for example <code>{"placeholder":"text_a"} It was {"mask"}.
   *     </code>
   * @return the template, which has a mask
   * @throws ClozeException with a code of {@link TemplateError} and the line and column of the
   *     first mistake, both counted from 1
   */
  public static Template parse(String text) {
    return parse(Source.of(text));
  }

  static Template parse(Source source) {
    Template template = parseFragment(source);
    template.requireMask(source.place());
    return template;
  }

  /**
   * Reads text in the template language that need not have a mask, such as a label word written as
   * a rule, or a template for a model that is not read at a mask.
   *
   * @throws ClozeException as {@link #parse} does, but never {@link TemplateError#NO_MASK}
   */
  public static Template parseFragment(String text) {
    return parseFragment(Source.of(text));
  }

  static Template parseFragment(Source source) {
    return TemplateReader.read(source);
  }

  /**
   * Returns this template where it has a mask.
   *
   * @throws ClozeException {@link TemplateError#NO_MASK} where it has none
   */
  public Template requireMask() {
    requireMask(Source.TEMPLATE);
    return this;
  }

  private void requireMask(String place) {
    if (masks() == 0) {
      throw new ClozeException(
          TemplateError.NO_MASK,
          "%s: found no mask in %s; write {\"mask\"} where the model has to fill in",
          place,
          Quoting.shortened(text));
    }
  }

  /** The template as it was written. */
  public String text() {
    return text;
  }

  /** The pieces in order, each run of literal text as one. */
  public ImmutableList<Piece> pieces() {
    return pieces;
  }

  /** The groups of trained positions in order of first use. */
  public ImmutableList<SoftGroup> softGroups() {
    return softGroups;
  }

  /** Whether an item shows demonstrations. */
  public boolean showsDemonstrations() {
    return pieces.stream().anyMatch(Piece.Demonstrations.class::isInstance);
  }

  /** The number of masks. */
  public int masks() {
    return (int) pieces.stream().filter(Piece.Mask.class::isInstance).count();
  }

  /**
   * Fills the template in.
   *
   * @return one rendered piece for each of {@link #pieces()}, in their order; none for an item that
   *     is left out, several for one with a key, with text around it or with demonstrations
   * @throws ClozeException {@link TemplateError#NO_FIELD}, {@link TemplateError#NO_META}, {@link
   *     TemplateError#NO_ENTITY} or {@link TemplateError#NO_DEMONSTRATIONS} where the example lacks
   *     what an item names; {@link TemplateError#ENTITY_NOT_IN_TEXT}; {@link TemplateError#LIST}
   */
  public ImmutableList<RenderedPiece> render(Example example) {
    return pieces.stream()
        .flatMap(piece -> render(piece, example).stream())
        .collect(ImmutableList.toImmutableList());
  }

  /** What a piece makes of an example, its key in front. */
  ImmutableList<RenderedPiece> render(Piece piece, Example example) {
    ImmutableList<RenderedPiece> made = piece.render(example, this);
    Optional<SoftKey> key = piece.frame().key().filter(found -> !made.isEmpty());
    return key.isEmpty()
        ? made
        : ImmutableList.<RenderedPiece>builder()
            .add(new RenderedPiece.Soft(key.get().group(), false))
            .addAll(made)
            .build();
  }

  /**
   * The template in one plain spelling, which reads as the same pieces and which OpenPrompt reads
   * too, as far as it knows the keys.
   */
  public String written() {
    return TemplateWriter.write(pieces);
  }

  /**
   * The same without trained positions: the words that some start from stay as text, once, and the
   * others go. What a model can be asked before anything is trained.
   */
  public Template withoutSoft() {
    return parseFragment(TemplateWriter.write(WithoutSoft.of(this)));
  }

  @Override
  public String toString() {
    return text;
  }
}
