/** The sign-in picture: a page, the visitor's pointer, and the agent's riding along. */
import classes from './RideAlong.module.css';

const pointer =
  'M2.6 1.2 21.4 8.3a1.4 1.4 0 0 1 0 2.7l-7.5 2.7a1.6 1.6 0 0 0-1 1L10.2 22a1.4 1.4 0 0 1-2.7 0L.8 3a1.4 1.4 0 0 1 1.8-1.8Z';

export function RideAlong() {
  return (
    <div className={classes.window}>
      <div className={classes.bar}>
        <i />
        <i />
        <i />
        <span />
      </div>
      <div className={classes.body}>
        <div className={classes.hero}>
          <b style={{ width: '46%' }} />
          <em style={{ width: '72%' }} />
          <em style={{ width: '58%' }} />
        </div>
        <div className={classes.cards}>
          <div>
            <em style={{ width: '70%' }} />
            <em style={{ width: '45%' }} />
          </div>
          <div className={classes.lit}>
            <em style={{ width: '60%' }} />
            <em style={{ width: '80%' }} />
          </div>
          <div>
            <em style={{ width: '50%' }} />
            <em style={{ width: '64%' }} />
          </div>
        </div>
        <div className={classes.rows}>
          <em style={{ width: '88%' }} />
          <em style={{ width: '76%' }} />
          <em style={{ width: '30%' }} />
        </div>
      </div>
      <svg className={classes.visitor} viewBox="0 0 24 24">
        <path d={pointer} fill="#1d1d25" stroke="#fff" strokeWidth="1.6" />
      </svg>
      <div className={classes.agent}>
        <svg viewBox="0 0 24 24">
          <path d={pointer} fill="#ff5c8a" stroke="#fff" strokeWidth="1.6" />
        </svg>
        <span>You</span>
      </div>
    </div>
  );
}
