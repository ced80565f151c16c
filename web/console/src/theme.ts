/** The one place where Mantine is dressed; colours that change with the scheme live in tokens.css. */
import {
  ActionIcon,
  Badge,
  Button,
  createTheme,
  Drawer,
  Input,
  InputWrapper,
  Switch,
  Kbd,
  Loader,
  Menu,
  Modal,
  PasswordInput,
  Popover,
  Select,
  Textarea,
  TextInput,
  Tooltip,
  type CSSVariablesResolver,
  type MantineColorsTuple,
} from '@mantine/core';
import classes from './theme.module.css';

const indigo: MantineColorsTuple = [
  '#f4f4fe',
  '#e8e9ff',
  '#d3d5ff',
  '#b5b8fb',
  '#9496f2',
  '#7779e6',
  '#5b5bd6',
  '#4f4dc2',
  '#4240a3',
  '#302e78',
];

const gray: MantineColorsTuple = [
  '#fafafc',
  '#f5f5f8',
  '#ececf1',
  '#e0e0e7',
  '#cbcbd5',
  '#a7a7b4',
  '#80808e',
  '#62626f',
  '#42424d',
  '#1d1d25',
];

const dark: MantineColorsTuple = [
  '#ececf1',
  '#c8c8d3',
  '#a6a6b4',
  '#868694',
  '#3c3c47',
  '#30303a',
  '#24242c',
  '#1a1a20',
  '#141419',
  '#0e0e12',
];

export const theme = createTheme({
  primaryColor: 'indigo',
  primaryShade: { light: 6, dark: 6 },
  colors: { indigo, gray, dark },
  white: '#ffffff',
  black: '#1d1d25',
  fontFamily:
    'ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", "Liberation Sans", Arial, sans-serif',
  fontFamilyMonospace:
    'ui-monospace, SFMono-Regular, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace',
  fontSizes: { xs: '0.75rem', sm: '0.875rem', md: '0.9375rem', lg: '1.0625rem', xl: '1.25rem' },
  lineHeights: { xs: '1.4', sm: '1.45', md: '1.5', lg: '1.5', xl: '1.4' },
  spacing: { xs: '0.5rem', sm: '0.75rem', md: '1rem', lg: '1.5rem', xl: '2rem' },
  radius: { xs: '4px', sm: '6px', md: '8px', lg: '12px', xl: '16px' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  shadows: {
    xs: 'var(--p-shadow-1)',
    sm: 'var(--p-shadow-1)',
    md: 'var(--p-shadow-2)',
    lg: 'var(--p-shadow-2)',
    xl: 'var(--p-shadow-3)',
  },
  headings: {
    fontWeight: '640',
    sizes: {
      h1: { fontSize: '1.75rem', lineHeight: '1.25' },
      h2: { fontSize: '1.25rem', lineHeight: '1.3' },
      h3: { fontSize: '1rem', lineHeight: '1.4' },
      h4: { fontSize: '0.875rem', lineHeight: '1.4' },
    },
  },
  components: {
    Button: Button.extend({ classNames: { root: classes.button! } }),
    ActionIcon: ActionIcon.extend({
      defaultProps: { variant: 'subtle', color: 'gray', size: 36 },
      classNames: { root: classes.actionIcon! },
    }),
    Badge: Badge.extend({
      defaultProps: { variant: 'light', radius: 'sm' },
      classNames: { root: classes.badge! },
    }),
    TextInput: TextInput.extend({ defaultProps: { size: 'md' } }),
    PasswordInput: PasswordInput.extend({ defaultProps: { size: 'md' } }),
    Textarea: Textarea.extend({ defaultProps: { size: 'md' } }),
    Select: Select.extend({
      defaultProps: { size: 'md', comboboxProps: { shadow: 'md' }, maxDropdownHeight: 280 },
    }),
    InputWrapper: InputWrapper.extend({
      classNames: { label: classes.inputLabel!, description: classes.inputDescription! },
    }),
    Input: Input.extend({ classNames: { input: classes.input! } }),
    Switch: Switch.extend({ defaultProps: { withThumbIndicator: false } }),
    Modal: Modal.extend({
      defaultProps: {
        radius: 'xl',
        padding: 'lg',
        centered: true,
        overlayProps: { backgroundOpacity: 0.5, blur: 3 },
        closeButtonProps: { 'aria-label': 'Close' },
        transitionProps: { transition: 'pop', duration: 140 },
      },
      classNames: { title: classes.modalTitle! },
    }),
    Drawer: Drawer.extend({
      defaultProps: {
        overlayProps: { backgroundOpacity: 0.4 },
        closeButtonProps: { 'aria-label': 'Close' },
      },
    }),
    Menu: Menu.extend({
      defaultProps: {
        shadow: 'md',
        radius: 'lg',
        offset: 6,
        position: 'bottom-end',
        // A menu holds items and nothing else; the first of them gets the focus.
        withInitialFocusPlaceholder: false,
      },
      classNames: { dropdown: classes.menu!, item: classes.menuItem! },
    }),
    Popover: Popover.extend({ defaultProps: { shadow: 'md', radius: 'lg', offset: 8 } }),
    Tooltip: Tooltip.extend({
      defaultProps: { openDelay: 350, withArrow: false, radius: 'sm', events: tooltipEvents() },
      classNames: { tooltip: classes.tooltip! },
    }),
    Kbd: Kbd.extend({ defaultProps: { size: 'xs' } }),
    Loader: Loader.extend({ defaultProps: { size: 'sm', type: 'oval' } }),
  },
});

/** Tooltips of icon buttons also show for people who use a keyboard. */
function tooltipEvents() {
  return { hover: true, focus: true, touch: false };
}

/** Mantine's own scheme variables, moved onto the tokens so that both speak of the same colours. */
export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: {},
  light: schemeVariables,
  dark: schemeVariables,
});

const schemeVariables: Record<string, string> = {
  '--mantine-color-body': 'var(--p-surface)',
  '--mantine-color-text': 'var(--p-text)',
  '--mantine-color-bright': 'var(--p-text)',
  '--mantine-color-dimmed': 'var(--p-text-dim)',
  '--mantine-color-placeholder': 'var(--p-text-faint)',
  '--mantine-color-anchor': 'var(--p-accent-text)',
  '--mantine-color-default': 'var(--p-surface)',
  '--mantine-color-default-hover': 'var(--p-hover)',
  '--mantine-color-default-color': 'var(--p-text)',
  '--mantine-color-default-border': 'var(--p-border-strong)',
  '--mantine-color-error': 'var(--p-danger-text)',
  '--mantine-color-indigo-light': 'var(--p-accent-soft)',
  '--mantine-color-indigo-light-hover': 'var(--p-accent-soft-hover)',
  '--mantine-color-indigo-light-color': 'var(--p-accent-text)',
  '--mantine-color-red-filled': 'var(--p-danger)',
  '--mantine-color-red-filled-hover': 'var(--p-danger-hover)',
  '--mantine-color-red-light': 'var(--p-danger-soft)',
  '--mantine-color-red-light-hover': 'var(--p-danger-soft-hover)',
  '--mantine-color-red-light-color': 'var(--p-danger-text)',
  '--mantine-color-gray-light-color': 'var(--p-text-dim)',
};
