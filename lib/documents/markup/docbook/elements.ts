import { elementsOf, type Xml } from '../../unpack/xml.ts';

const set = (names: string) => new Set(names.split(/\s+/));

/** Elements that have a heading, and whose parts have deeper ones. */
export const sections =
  set(`set book part reference article chapter preface appendix glossary bibliography dedication
  acknowledgements colophon section sect1 sect2 sect3 sect4 sect5 simplesect refentry refsect1 refsect2 refsect3 refsection
  topic partintro qandadiv qandaset glossdiv bibliodiv refsynopsisdiv page sidebar`);

/** What says something of a text, is to be looked up by or put in by a program, or is a picture: no words of it. */
const left =
  set(`title subtitle titleabbrev indexterm keywordset revhistory revision credit legalnotice remark comment toc lot
  index screeninfo refmeta refclass textobject imageobject videoobject audioobject imagedata links rules thumb include areaspec co
  coref label alt its license years`);
export const isLeftOut = ({ name }: Xml): boolean => left.has(name) || isInfo(name);
export const isInfo = (name: string): boolean => (name.length > 3 ? /^(?!msg).*info$/.test(name) : false);

/** What begins and ends a paragraph. */
export const flowing =
  set(`para simpara p formalpara listitem item step answer question entry td th callout blockquote epigraph
  attribution address bibliomixed biblioentry abstract caption desc seg segtitle seglistitem glossdef msgentry msg msgtext
  msgexplan synopsis example informalexample figure informalfigure screenshot listing quote div`);

/** Elements that may have a title above what they hold. */
export const titled =
  set(`example informalexample figure informalfigure equation blockquote epigraph abstract formalpara
  listing task tasksummary taskprerequisites taskrelated quote synopsis msgset`);

/** Elements whose lines stand as they are written. */
export const verbatim = set('screen programlisting synopsis funcsynopsis classsynopsis cmdsynopsis');

/** Names and values that are typed, inside of a sentence. */
export const codes =
  set(`literal code command option filename userinput computeroutput envar varname function parameter
  constant classname methodname interfacename structname structfield property type prompt sgmltag tag systemitem replaceable
  errorcode errorname returnvalue symbol token markup package exceptionname cmd file input output sys var`);

export const notes = set('note tip warning caution important danger');

/** Elements in which Mallard has code and pictures as blocks of their own. */
const containers = set(
  'page section item td th figure listing example note quote synopsis div if choose when else',
);
export const isContainer = ({ name }: Xml): boolean => containers.has(name);

export const childOf = (element: Xml, name: string): Xml | undefined =>
  elementsOf(element).find((child) => child.name === name);

/** The title of an element, also where it stands in what is said of it, without pictures beside its words. */
export function titleOf(element: Xml, name = 'title'): Xml | undefined {
  const info = elementsOf(element).find((child) => isInfo(child.name));
  const title = childOf(element, name) ?? (info && childOf(info, name));
  const beside = title?.children.filter((child) => typeof child === 'string' || child.name !== 'media');
  const isWordy = beside?.some((child) => typeof child === 'object' || /\S/.test(child));
  return title && beside && isWordy ? { ...title, children: beside } : title;
}

/** Conditions around the parts of a list say nothing themselves. */
const around = set('if choose when else');
export const isAround = ({ name }: Xml): boolean => around.has(name);

/** The parts of these names in an element. */
export function partsOf(element: Xml, names: ReadonlySet<string>): Xml[] {
  return elementsOf(element).flatMap((child) =>
    names.has(child.name) ? [child] : isAround(child) ? partsOf(child, names) : [],
  );
}
