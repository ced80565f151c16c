/** A page to look at in the stage: what a keyframe of a small shop's cart would show. */
export const shopPage = `
<style>
  .shop { font: 15px/1.5 system-ui, sans-serif; color: #2b2a27; background: #fbfaf7; min-height: 100%; }
  .shop header { display: flex; gap: 28px; align-items: center; padding: 20px 40px; border-bottom: 1px solid #e9e5dc; }
  .shop header b { font: 600 20px Georgia, serif; margin-right: auto; }
  .shop main { display: grid; grid-template-columns: minmax(0, 1fr) 280px; gap: 40px; padding: 36px 40px; }
  .shop h1 { font: 500 30px Georgia, serif; margin: 0 0 20px; }
  .shop .item { display: flex; gap: 18px; align-items: center; padding: 16px 0; border-top: 1px solid #e9e5dc; }
  .shop .pic { width: 76px; height: 76px; border-radius: 10px; background: linear-gradient(140deg, #d9cdb8, #b7a587); }
  .shop .item:nth-child(3) .pic { background: linear-gradient(140deg, #b9c7c2, #7f9891); }
  .shop .item span { margin-left: auto; }
  .shop aside { background: #f1eee6; border-radius: 14px; padding: 22px; align-self: start; }
  .shop button { width: 100%; margin-top: 16px; padding: 12px; border: 0; border-radius: 8px; background: #2f4a41; color: #fff; font: inherit; }
  .shop .bad { margin-top: 14px; padding: 10px 12px; border-radius: 8px; background: #fbe6e1; color: #8c2f1c; font-size: 13px; }
  @media (max-width: 640px) { .shop main { grid-template-columns: 1fr; padding: 20px; } .shop header { padding: 16px 20px; } }
</style>
<div class="shop">
  <header><b>Larch &amp; Linen</b><i>Shop</i><i>Journal</i><i>Cart (2)</i></header>
  <main>
    <section>
      <h1>Your cart</h1>
      <div class="item"><div class="pic"></div><div><b>Linen throw</b><br>Oat, 140 × 200 cm</div><span>€ 89.00</span></div>
      <div class="item"><div class="pic"></div><div><b>Stoneware mug</b><br>Set of four</div><span>€ 46.00</span></div>
    </section>
    <aside><b>Summary</b><p>Subtotal € 135.00<br>Shipping € 4.90</p><b>Total € 139.90</b>
      <button>Pay now</button><div class="bad">Your card was declined. Try another one.</div></aside>
  </main>
</div>`;
